{{/* The Job, and before it the ConfigMaps of its files, as documents. */}}
{{- define "gander.job" -}}
{{- include "gander.configMaps" . }}
{{- $name := include "gander.name" . }}
{{- $spec := include "gander.jobSpec" . }}
{{- $nameless := include "gander.metadata" (dict "root" .root "values" .values "name" "" "weight" "0") }}
{{- /* A Job cannot be changed: whatever makes it another one is in its name, the files by the names of their ConfigMaps. */}}
{{- $name = include "gander.named" (dict "values" .values "name" $name "text" (print $nameless $spec)) }}
---
apiVersion: batch/v1
kind: Job
metadata:
  {{- include "gander.metadata" (dict "root" .root "values" .values "name" $name "weight" "0") | nindent 2 }}
spec:
  {{- $spec | nindent 2 }}
{{ end }}

{{- define "gander.jobSpec" -}}
activeDeadlineSeconds: {{ int64 .values.activeDeadlineSeconds }}
backoffLimit: {{ int64 .values.backoffLimit }}
{{- if not (or .values.hook (kindIs "invalid" .values.ttlSecondsAfterFinished)) }}
ttlSecondsAfterFinished: {{ int64 .values.ttlSecondsAfterFinished }}
{{- end }}
podFailurePolicy:
  rules:
  - action: FailJob # the same would come of another try
    onExitCodes:
      containerName: gander
      operator: In
      values: [1, 2]
  - action: Ignore # an eviction is not the migrations' fault
    onPodConditions:
    - type: DisruptionTarget
      status: "True"
template:
  metadata:
    labels:
      {{- include "gander.labels" . | nindent 6 }}
    {{- with .values.annotations }}
    annotations:
      {{- toYaml . | nindent 6 }}
    {{- end }}
  spec:
    restartPolicy: Never
    automountServiceAccountToken: false
    {{- with .values.serviceAccountName }}
    serviceAccountName: {{ . | quote }}
    {{- end }}
    {{- with .values.image.pullSecrets }}
    imagePullSecrets:
    {{- range . }}
    - name: {{ . | quote }}
    {{- end }}
    {{- end }}
    securityContext:
      {{- include "gander.podSecurity" . | nindent 6 }}
    {{- with .values.nodeSelector }}
    nodeSelector:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with .values.tolerations }}
    tolerations:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    containers:
    - name: gander
      {{- include "gander.container" (dict "root" .root "values" .values "args" .values.args "connection" .values.connection) | nindent 6 }}
    {{- with include "gander.volume" . }}
    volumes:
      {{- . | nindent 6 }}
    {{- end }}
{{- end }}
