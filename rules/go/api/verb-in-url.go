package routes

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
)

func Register(r *gin.Engine, h *Handlers) {
	// ruleid: go-verb-in-url
	r.GET("/getInvoices", h.List)
	// ruleid: go-verb-in-url
	r.POST("/invoices/create", h.Create)
	// ok: go-verb-in-url
	r.GET("/invoices", h.List)
	// ok: go-verb-in-url
	r.POST("/invoices/:id/cancel", h.Cancel)
	// ok: go-verb-in-url
	r.GET("/updates", h.Updates)
}

func Mount(r chi.Router, h *Handlers) {
	// ruleid: go-verb-in-url
	r.Delete("/delete-invoice/{id}", h.Delete)
	// ok: go-verb-in-url
	r.Delete("/invoices/{id}", h.Delete)
}

func Call(client *Client) (*http.Response, error) {
	// ok: go-verb-in-url
	return client.Get("/getRates", nil)
}
