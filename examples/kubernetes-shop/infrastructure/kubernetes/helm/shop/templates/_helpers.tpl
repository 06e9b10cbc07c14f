{{/* The labels by which Services and others find the pods of a component: its name. */}}
{{- define "shop.selectorLabels" -}}
app.kubernetes.io/name: {{ .name | default "shop" }}
{{- end }}

{{/* The labels of an object of a component. */}}
{{- define "shop.labels" -}}
{{ include "shop.selectorLabels" . }}
app.kubernetes.io/part-of: shop
{{- end }}
