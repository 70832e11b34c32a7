{{/* The fields of a container, but for its name. Also takes "args", "connection", and "security" in YAML. */}}
{{- define "gander.container" -}}
{{- $image := .values.image -}}
{{- if not $image.repository -}}
  {{- fail "gander: which image? image.repository is empty" -}}
{{- end -}}
image: {{ printf "%s:%s" $image.repository (toString $image.tag) | trimSuffix ":" | quote }}
{{- with $image.pullPolicy }}
imagePullPolicy: {{ . }}
{{- end }}
args: {{- /* `command` would replace the image's entry point. */}}
{{- range .args }}
{{- if regexMatch "://[^/@]*@|[Pp][Aa][Ss][Ss][Ww][Oo][Rr][Dd] *=" (toString .) }}
  {{- fail "gander: an argument holds a connection string, for all to read who may read the Job; connection.secret names a Secret that has it" -}}
{{- end }}
- {{ toString . | quote }}
{{- end }}
env:
{{ include "gander.connection" . }}
- name: GOOSE_MIGRATION_DIR
  value: /migrations
- name: GANDER_WAIT
  value: 2m
- name: GANDER_REPORT
  value: /dev/termination-log
{{- $holders := include "gander.holders" . | fromJson }}
{{- if $holders.after.names }}
- name: GANDER_AFTER
  value: /after
{{- end }}
{{- with .values.env }}
{{ toYaml . }}
{{- end }}
resources:
  {{- toYaml .values.resources | nindent 2 }}
securityContext:
  allowPrivilegeEscalation: false
  capabilities:
    drop: [ALL]
  readOnlyRootFilesystem: true
  {{- with .security }}
  {{- . | nindent 2 }}
  {{- end }}
terminationMessagePolicy: FallbackToLogsOnError
{{- $mounts := list }}
{{- range $kind, $holder := $holders }}
{{- if $holder.names }}
{{- $mounts = append $mounts $kind }}
{{- end }}
{{- end }}
{{- with $mounts }}
volumeMounts:
{{- range . }}
- name: {{ . }}
  mountPath: /{{ . }}
  readOnly: true
{{- end }}
{{- end }}
{{- end }}

{{/* What PodSecurity's `restricted` asks of a pod. */}}
{{- define "gander.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/*
Entries of another pod's `initContainers`, which also needs the volumes of gander.volume: one that migrates, for
services with any number of replicas, and one that waits until others have.
*/}}
{{- define "gander.initContainer" -}}
{{- $security := include "gander.podSecurity" . -}}
- name: migrate
  {{- include "gander.container" (dict "root" .root "values" .values "args" .values.args "connection" .values.connection "security" $security) | nindent 2 }}
{{- end }}

{{- define "gander.gate" -}}
{{- $security := include "gander.podSecurity" . -}}
{{- $connection := default .values.connection .values.gate.connection -}}
- name: gate
  {{- include "gander.container" (dict "root" .root "values" .values "args" .values.gate.args "connection" $connection "security" $security) | nindent 2 }}
{{- end }}
