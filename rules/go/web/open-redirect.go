package auth

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

func Done(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-open-redirect
	http.Redirect(w, r, r.URL.Query().Get("next"), http.StatusFound)
}

func Login(c *gin.Context) {
	next := c.Query("next")
	// ruleid: go-open-redirect
	c.Redirect(http.StatusFound, next)
}

func Leave(c echo.Context) error {
	target := c.QueryParam("url")
	if target == "" {
		target = "/"
	}
	// ruleid: go-open-redirect
	return c.Redirect(http.StatusFound, target)
}

func Fixed(w http.ResponseWriter, r *http.Request) {
	// ok: go-open-redirect
	http.Redirect(w, r, "/invoices", http.StatusFound)
}

func Carried(c *gin.Context) {
	// ok: go-open-redirect
	c.Redirect(http.StatusFound, "/login?next="+url.QueryEscape(c.Query("next")))
}

func Checked(w http.ResponseWriter, r *http.Request) {
	next := r.FormValue("next")
	if !isLocalPath(next) {
		next = "/"
	}
	// ok: go-open-redirect
	http.Redirect(w, r, next, http.StatusFound)
}
