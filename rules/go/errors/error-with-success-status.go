package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
	"github.com/labstack/echo/v4"
)

func Show(c *gin.Context) {
	invoice, err := find(c.Param("id"))
	if err != nil {
		// ruleid: go-error-with-success-status
		c.JSON(http.StatusOK, gin.H{"error": "invoice not found"})
		return
	}
	// ok: go-error-with-success-status
	c.JSON(http.StatusOK, gin.H{"data": invoice, "error": nil})
}

func Create(c echo.Context) error {
	if err := store(c); err != nil {
		// ruleid: go-error-with-success-status-message
		return c.JSON(200, echo.Map{"code": 1, "msg": err.Error()})
	}
	// ok: go-error-with-success-status
	return c.JSON(http.StatusCreated, echo.Map{"data": "stored"})
}

func Delete(c *fiber.Ctx) error {
	if err := remove(c.Params("id")); err != nil {
		// ruleid: go-error-with-success-status
		return c.Status(fiber.StatusOK).JSON(fiber.Map{"error": "no such invoice"})
	}
	return c.SendStatus(fiber.StatusNoContent)
}

func Update(c *gin.Context) {
	if err := change(c.Param("id")); err != nil {
		// ok: go-error-with-success-status-message
		c.JSON(http.StatusConflict, gin.H{"error": gin.H{"code": "PAID", "message": err.Error()}})
		return
	}
	c.Status(http.StatusNoContent)
}
