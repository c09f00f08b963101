package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

func Show(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-status-message-mismatch-not-found
	http.Error(w, "invoice not found", http.StatusBadRequest)
}

func Create(c *gin.Context) {
	// ruleid: go-status-message-mismatch-exists
	c.JSON(http.StatusBadRequest, gin.H{"error": gin.H{"code": "EXISTS", "message": "the invoice already exists"}})
}

func Limit(c echo.Context) error {
	// ruleid: go-status-message-mismatch-rate
	return echo.NewHTTPError(http.StatusForbidden, "too many requests")
}

func Fail(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-status-message-mismatch-internal
	http.Error(w, "internal error", http.StatusBadRequest)
}

func Guard(c *gin.Context) {
	// ruleid: go-status-message-mismatch-unauthenticated
	c.AbortWithStatusJSON(http.StatusForbidden, gin.H{"message": "not logged in"})
}

func Read(w http.ResponseWriter, r *http.Request) {
	// ok: go-status-message-mismatch-not-found
	http.Error(w, "invoice not found", http.StatusNotFound)
}

func Header(w http.ResponseWriter, r *http.Request) {
	// ok: go-status-message-mismatch-not-found
	http.Error(w, "header X-Tenant not found", http.StatusBadRequest)
}

func Add(c *gin.Context) {
	// ok: go-status-message-mismatch-exists
	c.JSON(http.StatusConflict, gin.H{"error": gin.H{"code": "EXISTS", "message": "the invoice already exists"}})
}

func Throttle(c echo.Context) error {
	// ok: go-status-message-mismatch-rate
	return echo.NewHTTPError(http.StatusTooManyRequests, "too many requests")
}
