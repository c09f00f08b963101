package services

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

type InvoiceService struct{}

// ruleid: go-http-object-in-service
func (s *InvoiceService) Create(c *gin.Context) (*Invoice, error) {
	return s.store(c.PostForm("customer"))
}

// ruleid: go-http-object-in-service
func (s *InvoiceService) Total(c echo.Context, id int64) (int64, error) {
	return s.sum(c.Request().Context(), id)
}

type UserRepository struct{}

// ruleid: go-http-object-in-service
func (u UserRepository) Current(r *http.Request) (*User, error) {
	return u.byToken(r.Header.Get("Authorization"))
}

// ok: go-http-object-in-service
func (s *InvoiceService) Find(ctx context.Context, id int64) (*Invoice, error) {
	return s.read(ctx, id)
}

type InvoiceHandler struct{}

// ok: go-http-object-in-service
func (h *InvoiceHandler) Create(c *gin.Context) {
	c.Status(http.StatusCreated)
}

// ok: go-http-object-in-service
func (s *InvoiceService) AuthMiddleware(w http.ResponseWriter, r *http.Request) {
	s.check(r.Header.Get("Authorization"))
}
