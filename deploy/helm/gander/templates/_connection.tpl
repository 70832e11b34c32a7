{{/* Entries of a container's `env` that say which database. Takes "connection". */}}
{{- define "gander.connection" -}}
{{- $it := .connection -}}
{{- $secret := default dict $it.secret -}}
{{- $password := default dict $it.passwordSecret -}}
{{- $mapped := default dict $it.envFromSecret -}}
{{- $parts := list (list "PGHOST" $it.host) (list "PGPORT" $it.port) (list "PGUSER" $it.user) (list "PGDATABASE" $it.database) -}}
{{- $inParts := or $it.host $it.port $it.user $it.database $password.name $mapped.name -}}
{{- if and $secret.name $inParts -}}
  {{- fail "gander: connection.secret has the whole connection: host, user, passwordSecret and the like say it again" -}}
{{- end -}}
{{- if not (or $secret.name $inParts) -}}
  {{- fail "gander: which database? One of connection.secret (name and key), connection.host with user, database and passwordSecret, and connection.envFromSecret (name and map) says it" -}}
{{- end -}}
{{- range $which, $each := dict "secret" $secret "passwordSecret" $password -}}
  {{- if ne (empty $each.name) (empty $each.key) -}}
    {{- fail (printf "gander: connection.%s takes a name and a key: that of the Secret, and one in it" $which) -}}
  {{- end -}}
{{- end -}}
{{- if ne (empty $mapped.name) (empty $mapped.map) -}}
  {{- fail "gander: connection.envFromSecret takes a name and a map, such as PGUSER: POSTGRES_USER" -}}
{{- end -}}
- name: GOOSE_DRIVER
  value: postgres
{{- if $secret.name }}
{{ include "gander.secretVariable" (list "GOOSE_DBSTRING" $secret.name $secret.key) }}
{{- end }}
{{- range $parts }}
{{- if last . }}
- name: {{ first . }}
  value: {{ last . | toString | quote }}
{{- end }}
{{- end }}
{{- if $password.name }}
{{ include "gander.secretVariable" (list "PGPASSWORD" $password.name $password.key) }}
{{- end }}
{{- range $variable, $key := $mapped.map }}
{{ include "gander.secretVariable" (list $variable $mapped.name $key) }}
{{- end }}
{{- end }}

{{/* Takes a list: the variable, the Secret's name, the key in it. */}}
{{- define "gander.secretVariable" -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 1 | quote }}
      key: {{ index . 2 | quote }}
{{- end }}
