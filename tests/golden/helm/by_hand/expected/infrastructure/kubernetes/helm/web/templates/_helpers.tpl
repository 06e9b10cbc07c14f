{{/* The name of an object beside those of components, which are called as the recipe calls them in every release. */}}
{{- define "web.fullname" -}}
web
{{- end }}

{{/* The chart with its version, as labels have it. */}}
{{- define "web.chart" -}}
{{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
{{- end }}

{{/* The labels by which Services and others find the pods of a component: its name. */}}
{{- define "web.selectorLabels" -}}
app.kubernetes.io/name: {{ .name | default "web" }}
{{- end }}

{{/* The labels of an object of a component. */}}
{{- define "web.labels" -}}
{{ include "web.selectorLabels" . }}
{{- end }}
