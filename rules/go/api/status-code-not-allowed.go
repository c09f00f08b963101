package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func Pay(c *gin.Context) {
	// ruleid: go-status-code-not-allowed
	c.JSON(http.StatusPaymentRequired, gin.H{"error": gin.H{"code": "UNPAID", "message": "pay first"}})
}

func Brew(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-status-code-not-allowed
	w.WriteHeader(http.StatusTeapot)
}

func Slow(c *gin.Context) {
	// ruleid: go-status-code-not-allowed
	c.AbortWithStatus(420)
}

func Show(c *gin.Context) {
	// ok: go-status-code-not-allowed
	c.JSON(http.StatusOK, find(c))
}

func Missing(w http.ResponseWriter, r *http.Request) {
	// ok: go-status-code-not-allowed
	w.WriteHeader(http.StatusNotFound)
}

func Forward(w http.ResponseWriter, answer *http.Response) {
	// ok: go-status-code-not-allowed
	w.WriteHeader(answer.StatusCode)
}
