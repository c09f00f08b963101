package auth

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
)

func Login(w http.ResponseWriter, id string) {
	// ruleid: go-cookie-without-secure
	http.SetCookie(w, &http.Cookie{Name: "session_id", Value: id, Path: "/", HttpOnly: true})
}

func LoginOff(w http.ResponseWriter, token string) {
	// ruleid: go-cookie-without-secure-off
	http.SetCookie(w, &http.Cookie{Name: "auth_token", Value: token, Secure: false})
}

func LoginGin(c *gin.Context, token string) {
	// ruleid: go-cookie-without-secure-off
	c.SetCookie("token", token, 3600, "/", "", false, true)
}

func LoginFiber(c *fiber.Ctx, id string) {
	// ruleid: go-cookie-without-secure-fiber
	c.Cookie(&fiber.Cookie{Name: "session_id", Value: id, HttpOnly: true})
}

func LoginSafe(w http.ResponseWriter, id string) {
	// ok: go-cookie-without-secure
	http.SetCookie(w, &http.Cookie{Name: "session_id", Value: id, HttpOnly: true, Secure: true})
}

func Theme(w http.ResponseWriter, theme string) {
	// ok: go-cookie-without-secure
	http.SetCookie(w, &http.Cookie{Name: "theme", Value: theme})
}

func Logout(w http.ResponseWriter) {
	// ok: go-cookie-without-secure
	http.SetCookie(w, &http.Cookie{Name: "session_id", Value: "", MaxAge: -1})
}
