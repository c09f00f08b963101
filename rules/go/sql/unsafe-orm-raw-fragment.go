package repository

import (
	"fmt"
	"strconv"

	"gorm.io/gorm"
)

func ByStatus(orm *gorm.DB, out any, status string) error {
	// ruleid: go-unsafe-orm-raw-fragment
	return orm.Where(fmt.Sprintf("status = '%s'", status)).Find(out).Error
}

func ByCity(orm *gorm.DB, out any, city string) error {
	condition := "city = '" + city + "'"
	// ruleid: go-unsafe-orm-raw-fragment
	return orm.Where(condition).Find(out).Error
}

func Raise(orm *gorm.DB, percent string) error {
	// ruleid: go-unsafe-orm-raw-fragment
	return orm.Model(&Price{}).Update("amount", gorm.Expr("amount * (100 + tax) / 100 WHERE tax >= " + percent)).Error
}

func Bound(orm *gorm.DB, out any, status string) error {
	// ok: go-unsafe-orm-raw-fragment
	return orm.Where("status = ?", status).Find(out).Error
}

func Part(orm *gorm.DB, out any, part string) error {
	// ok: go-unsafe-orm-raw-fragment
	return orm.Where("name LIKE ?", fmt.Sprintf("%%%s%%", part)).Find(out).Error
}

func Numbered(orm *gorm.DB, out any, id int) error {
	// ok: go-unsafe-orm-raw-fragment
	return orm.Where("id = " + strconv.Itoa(id)).Find(out).Error
}
