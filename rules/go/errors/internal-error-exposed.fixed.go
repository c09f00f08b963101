package handlers

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

func List(w http.ResponseWriter, r *http.Request) {
	invoices, err := page(r)
	if err != nil {
		// ruleid: go-internal-error-exposed-text
		http.Error(w, "internal server error", http.StatusInternalServerError)
		return
	}
	write(w, invoices)
}

func Show(c *gin.Context) {
	invoice, err := find(c.Param("id"))
	if err != nil {
		// ruleid: go-internal-error-exposed-text
		c.JSON(500, gin.H{"error": gin.H{"code": "INTERNAL", "message": "internal server error"}})
		return
	}
	c.JSON(http.StatusOK, invoice)
}

func Count(c *gin.Context) {
	count, err := invoices(c.Param("id"))
	if err != nil {
		// ruleid: go-internal-error-exposed
		c.String(http.StatusInternalServerError, fmt.Sprintf("not counted: %v", err))
		return
	}
	c.JSON(http.StatusOK, count)
}

func Total(c *gin.Context) {
	total, err := sum(c.Param("id"))
	if err != nil {
		// ruleid: go-internal-error-exposed-body
		c.JSON(http.StatusInternalServerError, gin.H{"message": "not counted", "cause": err})
		return
	}
	c.JSON(http.StatusOK, total)
}

func Recover(w http.ResponseWriter) {
	if recover() != nil {
		w.WriteHeader(http.StatusInternalServerError)
		// ruleid: go-internal-error-exposed-stack
		w.Write(debug.Stack())
	}
}

func Create(c echo.Context) error {
	var input InvoiceInput
	if err := c.Bind(&input); err != nil {
		// ok: go-internal-error-exposed
		return echo.NewHTTPError(http.StatusBadRequest, err.Error())
	}
	if err := store(input); err != nil {
		slog.Error("invoice not stored", "error", err.Error())
		// ok: go-internal-error-exposed
		return echo.NewHTTPError(http.StatusInternalServerError, "internal error")
	}
	return c.NoContent(http.StatusCreated)
}

func Delete(c *gin.Context) {
	if err := remove(c.Param("id")); err != nil {
		slog.Error("invoice not removed", "error", err)
		// ok: go-internal-error-exposed-body
		c.JSON(http.StatusInternalServerError, gin.H{"error": gin.H{"code": "INTERNAL", "message": "not removed"}})
	}
}

func Recovered(w http.ResponseWriter) {
	if recover() != nil {
		// ok: go-internal-error-exposed-stack
		slog.Error("panic", "stack", string(debug.Stack()))
		w.WriteHeader(http.StatusInternalServerError)
	}
}
