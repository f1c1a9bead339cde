function inGraph() { return false; }
function showInGraph() {}
function startGraph() {}
function showGraph() {}
function showMatrix() {}
