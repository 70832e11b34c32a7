{{/* What the names of all objects begin with. */}}
{{- define "gander.name" -}}
{{- $name := default (printf "%s-migrate" .root.Release.Name) .values.fullnameOverride -}}
{{- if not (regexMatch "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" $name) -}}
  {{- fail (printf "gander: %s is no name of a Job: it may have small letters, digits and, not at its ends, dashes, at most 63 of them" $name) -}}
{{- end -}}
{{- $name -}}
{{- end }}

{{/* Takes "name" and "text". A hook is made anew under its name; anything else gets a name for each text. */}}
{{- define "gander.named" -}}
{{- if .values.hook -}}
{{- .name -}}
{{- else -}}
{{- regexReplaceAll "-+$" (trunc 52 .name) "" }}-{{ sha256sum .text | trunc 10 -}}
{{- end -}}
{{- end }}

{{- define "gander.labels" -}}
{{- $own := dict
  "app.kubernetes.io/name" "gander"
  "app.kubernetes.io/component" "migration"
  "app.kubernetes.io/instance" .root.Release.Name
  "app.kubernetes.io/managed-by" .root.Release.Service -}}
{{- mergeOverwrite $own .values.labels | toYaml -}}
{{- end }}

{{/*
Takes "name" and "weight". As a hook it is made anew at each upgrade and left for its log. Argo CD makes it in the
sync, not behind it, where it would wait for applications that wait for it.
*/}}
{{- define "gander.metadata" -}}
name: {{ .name }}
labels:
  {{- include "gander.labels" . | nindent 2 }}
{{- $annotations := dict -}}
{{- if .values.hook -}}
{{- $annotations = dict
  "helm.sh/hook" "post-install,post-upgrade"
  "helm.sh/hook-weight" .weight
  "helm.sh/hook-delete-policy" "before-hook-creation"
  "argocd.argoproj.io/hook" "Sync"
  "argocd.argoproj.io/sync-wave" .weight
  "argocd.argoproj.io/hook-delete-policy" "BeforeHookCreation" -}}
{{- end -}}
{{- with mergeOverwrite $annotations .values.annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
