---
---
console.log("{{ site.title }}")
