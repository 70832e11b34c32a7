{{/*
Templates of this file and those beside it take one argument: (dict "root" $ "values" .Values.gander), where root is
the chart whose files are meant, and values are those of values.yaml.

gander.maps: ConfigMaps for the files of a folder, as a JSON array of objects with name, data and binaryData.
Also takes "folder", and "suffix" for their names.
*/}}
{{- define "gander.maps" -}}
{{- $limit := 900000 -}}
{{- $maps := list -}}
{{- $map := dict "data" dict "binaryData" dict -}}
{{- $total := 0 -}}
{{- range $path, $_ := .root.Files.Glob (printf "%s/*.{sql,after}" (trimSuffix "/" .folder)) -}}
  {{- $name := base $path -}}
  {{- $text := $.root.Files.Get $path -}}
  {{- if not (regexMatch "^[-._a-zA-Z0-9]{1,253}$" $name) -}}
    {{- fail (printf "gander: %s: no ConfigMap can hold a file of this name: letters, digits, '-', '_' and '.' are allowed, at most 253 of them" $path) -}}
  {{- end -}}
  {{- /* What is no UTF-8, or has control characters, does not come out of YAML as it was, and toYaml says nothing. */ -}}
  {{- $key := ternary "data" "binaryData" (eq $text (get (dict "text" $text "what comes behind it" "" | toYaml | fromYaml) "text")) -}}
  {{- if eq $key "binaryData" -}}{{- $text = b64enc $text -}}{{- end -}}
  {{- $size := add (len $name) (len $text) -}}
  {{- if gt $size $limit -}}
    {{- fail (printf "gander: %s: %d bytes are more than a ConfigMap holds, which is %d: put the files into an image (FROM gander, COPY migrations /migrations) and say migrations.inImage" $path $size $limit) -}}
  {{- end -}}
  {{- if gt (add $total $size) $limit -}}
    {{- $maps = append $maps $map -}}
    {{- $map = dict "data" dict "binaryData" dict -}}
    {{- $total = 0 -}}
  {{- end -}}
  {{- $_ := set (index $map $key) $name $text -}}
  {{- $total = add $total $size -}}
{{- end -}}
{{- if not $total -}}
  {{- fail (printf "gander: there is no %s/*.sql in the chart %s; Helm shows a subchart no files of its parent: there, create is false and a template of the parent includes gander.job" .folder .root.Chart.Name) -}}
{{- end -}}
{{- $maps = append $maps $map -}}
{{- $context := . -}}
{{- range $index, $map := $maps -}}
  {{- $name := printf "%s-%s" (include "gander.name" $context) $context.suffix -}}
  {{- if gt (len $maps) 1 -}}{{- $name = printf "%s-%d" $name (add1 $index) -}}{{- end -}}
  {{- $_ := set $map "name" (include "gander.named" (dict "values" $context.values "name" $name "text" (toJson $map))) -}}
{{- end -}}
{{- toJson $maps -}}
{{- end }}

{{/* What has the files, as JSON: for migrations and after, the ConfigMaps that are made and the names of all. */}}
{{- define "gander.holders" -}}
{{- $migrations := .values.migrations -}}
{{- $after := .values.after -}}
{{- $ways := compact (list $migrations.folder $migrations.configMap (ternary "image" "" $migrations.inImage)) -}}
{{- if ne (len $ways) 1 -}}
  {{- fail "gander: where are the migration files? Exactly one of migrations.folder, migrations.configMap and migrations.inImage says it" -}}
{{- end -}}
{{- if and $after.folder $after.configMap -}}
  {{- fail "gander: after.folder and after.configMap are both given: which one has the files?" -}}
{{- end -}}
{{- $context := . -}}
{{- $holders := dict -}}
{{- range $kind, $where := dict "migrations" $migrations "after" $after -}}
  {{- $maps := list -}}
  {{- with $where.folder -}}
    {{- $suffix := ternary "files" "after" (eq $kind "migrations") -}}
    {{- $maps = include "gander.maps" (dict "root" $context.root "values" $context.values "folder" . "suffix" $suffix) | fromJsonArray -}}
  {{- end -}}
  {{- $names := compact (list $where.configMap) -}}
  {{- range $maps -}}{{- $names = append $names .name -}}{{- end -}}
  {{- $_ := set $holders $kind (dict "made" $maps "names" $names) -}}
{{- end -}}
{{- toJson $holders -}}
{{- end }}

{{/* The volumes of a pod, entries of its `volumes`; nothing where the image has all files. */}}
{{- define "gander.volume" -}}
{{- range $kind, $holder := include "gander.holders" . | fromJson }}
{{- if eq (len $holder.names) 1 }}
- name: {{ $kind }}
  configMap:
    name: {{ first $holder.names }}
{{- else if $holder.names }}
- name: {{ $kind }}
  projected:
    sources:
    {{- range $holder.names }}
    - configMap:
        name: {{ . }}
    {{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* The ConfigMaps that are made, as documents. */}}
{{- define "gander.configMaps" -}}
{{- $context := . -}}
{{- range include "gander.holders" . | fromJson -}}
{{- range .made }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "gander.metadata" (dict "root" $context.root "values" $context.values "name" .name "weight" "-5") | nindent 2 }}
{{- with .data }}
data:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .binaryData }}
binaryData:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
