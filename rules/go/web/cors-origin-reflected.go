package server

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
)

func Echoed(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-cors-origin-reflected
	w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
	w.Header().Set("Access-Control-Allow-Credentials", "true")
}

func EchoedNamed(c *gin.Context) {
	origin := c.GetHeader("Origin")
	// ruleid: go-cors-origin-reflected
	c.Header("Access-Control-Allow-Origin", origin)
	c.Next()
}

func EchoedWhenSent(w http.ResponseWriter, r *http.Request) {
	if origin := r.Header.Get("Origin"); origin != "" {
		// ruleid: go-cors-origin-reflected
		w.Header().Set("Access-Control-Allow-Origin", origin)
	}
}

func Listed(w http.ResponseWriter, r *http.Request) {
	origin := r.Header.Get("Origin")
	if slices.Contains(origins, origin) {
		// ok: go-cors-origin-reflected
		w.Header().Set("Access-Control-Allow-Origin", origin)
	}
}

func Mapped(w http.ResponseWriter, r *http.Request) {
	origin := r.Header.Get("Origin")
	if allowed[origin] {
		// ok: go-cors-origin-reflected
		w.Header().Set("Access-Control-Allow-Origin", origin)
	}
}

func Fixed(w http.ResponseWriter, r *http.Request) {
	// ok: go-cors-origin-reflected
	w.Header().Set("Access-Control-Allow-Origin", "https://app.invoices.example")
}
