package server

import (
	"net/http"
	"os"
	"strings"

	"github.com/gin-contrib/cors"
	"github.com/gin-gonic/gin"
)

func Public() gin.HandlerFunc {
	// ruleid: go-cors-wildcard-origin
	return cors.New(cors.Config{AllowAllOrigins: true, AllowMethods: []string{"GET"}})
}

func Star() gin.HandlerFunc {
	// ruleid: go-cors-wildcard-origin
	return cors.New(cors.Config{AllowOrigins: []string{"*"}})
}

func Header(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// ruleid: go-cors-wildcard-origin
		w.Header().Set("Access-Control-Allow-Origin", "*")
		next.ServeHTTP(w, r)
	})
}

func Known() gin.HandlerFunc {
	// ok: go-cors-wildcard-origin
	return cors.New(cors.Config{AllowOrigins: []string{"https://app.invoices.example"}})
}

func Configured() gin.HandlerFunc {
	// ok: go-cors-wildcard-origin
	return cors.New(cors.Config{AllowOrigins: strings.Split(os.Getenv("CORS_ORIGINS"), ",")})
}

func Methods(w http.ResponseWriter) {
	// ok: go-cors-wildcard-origin
	w.Header().Set("Access-Control-Allow-Methods", "*")
}
