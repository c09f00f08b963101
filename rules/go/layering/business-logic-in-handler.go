package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"golang.org/x/crypto/bcrypt"
	"gorm.io/gorm"
)

// ruleid: go-business-logic-in-handler-computation
func (h *Handler) PlaceOrder(c *gin.Context) {
	var order OrderInput
	if err := c.ShouldBindJSON(&order); err != nil {
		c.Status(http.StatusBadRequest)
		return
	}
	total := 0
	for _, line := range order.Lines {
		product := h.products.Find(line.ProductID)
		total += product.Price * line.Quantity
	}
	c.JSON(http.StatusCreated, h.orders.Create(order, total))
}

// ruleid: go-business-logic-in-handler-computation
func (h *Handler) Withdraw(w http.ResponseWriter, r *http.Request) {
	account := h.accounts.Find(r.PathValue("id"))
	account.Balance -= amountOf(r)
	h.accounts.Save(account)
}

// ruleid: go-business-logic-in-handler-password
func (h *Handler) Register(c *gin.Context) {
	var input Credentials
	_ = c.BindJSON(&input)
	hash, err := bcrypt.GenerateFromPassword([]byte(input.Password), 12)
	if err != nil {
		c.Status(http.StatusInternalServerError)
		return
	}
	user := User{Email: input.Email, Hash: string(hash)}
	h.db.Create(&user)
	c.Status(http.StatusCreated)
}

// ruleid: go-business-logic-in-handler-transaction
func (h *Handler) Transfer(c *gin.Context) {
	tx, err := h.db.Begin()
	if err != nil {
		c.Status(http.StatusInternalServerError)
		return
	}
	defer tx.Rollback()
	c.Status(http.StatusNoContent)
}

// ok: go-business-logic-in-handler-computation
func (h *Handler) Page(c *gin.Context) {
	page := pageOf(c)
	offset := (page.Number - 1) * page.Size
	invoices := h.invoices.Page(offset, page.Size)
	out := make([]InvoiceOut, 0, len(invoices))
	for _, invoice := range invoices {
		out = append(out, toOut(invoice))
	}
	c.JSON(http.StatusOK, out)
}

// ok: go-business-logic-in-handler-password
func (h *Handler) SignUp(c *gin.Context) {
	var input Credentials
	_ = c.BindJSON(&input)
	user, err := h.users.Register(c.Request.Context(), input.Email, input.Password)
	if err != nil {
		c.Status(http.StatusConflict)
		return
	}
	c.JSON(http.StatusCreated, user)
}

// ok: go-business-logic-in-handler-transaction
func (h *Handler) Move(c *gin.Context) {
	if err := h.accounts.Transfer(c.Request.Context(), c.Param("from"), c.Param("to")); err != nil {
		c.Status(http.StatusConflict)
		return
	}
	c.Status(http.StatusNoContent)
}

// ok: go-business-logic-in-handler-computation
func (o *Orders) Total(order Order) int {
	total := 0
	for _, line := range order.Lines {
		total += line.Price * line.Quantity
	}
	return total
}
