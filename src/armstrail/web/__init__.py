"""The desk: the store as pages for a browser and as a JSON API. Presentation only; needs `armstrail[web]`."""
