package handlers

import (
	"database/sql"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

func List(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-connection-per-request
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	defer db.Close()
}

func Show(c *gin.Context) {
	// ruleid: go-connection-per-request
	orm, err := gorm.Open(postgres.Open(dsn))
	answer(c, orm, err)
}

func Create(c echo.Context) error {
	// ruleid: go-connection-per-request
	db, err := sql.Open("postgres", dsn)
	return store(c, db, err)
}

func main() {
	// ok: go-connection-per-request
	db, err := sql.Open("postgres", dsn)
	serve(db, err)
}

func Delete(c *gin.Context) {
	// ok: go-connection-per-request
	answer(c, database(), nil)
}

func connect() (*gorm.DB, error) {
	// ok: go-connection-per-request
	return gorm.Open(postgres.Open(dsn))
}
