package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

func CreateInvoice(c *gin.Context) {
	invoice := store(c)
	// ruleid: go-create-endpoint-status
	c.JSON(http.StatusOK, invoice)
}

func (h *Handler) AddCustomer(c echo.Context) error {
	customer := h.customers.Add(c)
	// ruleid: go-create-endpoint-status
	return c.JSON(200, customer)
}

func RegisterUser(w http.ResponseWriter, r *http.Request) {
	add(r)
	// ruleid: go-create-endpoint-status-encoded
	w.WriteHeader(http.StatusOK)
}

func CreateOrder(c *gin.Context) {
	// ok: go-create-endpoint-status
	c.JSON(http.StatusCreated, store(c))
}

func CreateToken(c *gin.Context) {
	// ok: go-create-endpoint-status
	c.JSON(http.StatusOK, issue(c))
}

func ListInvoices(w http.ResponseWriter, r *http.Request) {
	// ok: go-create-endpoint-status-encoded
	w.WriteHeader(http.StatusOK)
}
