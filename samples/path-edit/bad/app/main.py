import app.bootstrap
