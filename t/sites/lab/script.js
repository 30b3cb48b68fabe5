---
---
var pages = [{% for p in site.pages %}{% if p.title %}"{{ p.title | escape }}"{% unless forloop.last %}, {% endunless %}{% endif %}{% endfor %}];
