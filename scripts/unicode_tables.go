//go:build ignore

// Prints src/base/unicode_tables.hpp: `go run scripts/unicode_tables.go > src/base/unicode_tables.hpp`. Go's own
// tables are the source because the messages we print must agree with a Go program's.
package main

import (
	"fmt"
	"strconv"
	"unicode"
)

const limit = unicode.MaxRune + 1

func ranges(name string, member func(rune) bool) {
	fmt.Printf("\ninline constexpr RuneRange %s[] = {\n", name)
	start := rune(-1)
	column := 0
	for r := rune(0x80); r <= limit; r++ {
		in := r < limit && member(r)
		if in && start < 0 {
			start = r
		} else if !in && start >= 0 {
			item(&column, fmt.Sprintf("{0x%x, 0x%x}", start, r-1))
			start = -1
		}
	}
	fmt.Print("\n};\n")
}

func cases(name string, mapped func(rune) rune) {
	fmt.Printf("\ninline constexpr CaseRange %s[] = {\n", name)
	column := 0
	for r := rune(0x80); r < limit; r++ {
		delta := mapped(r) - r
		if delta == 0 {
			continue
		}
		stride := rune(1)
		if mapped(r+1)-(r+1) != delta && mapped(r+2)-(r+2) == delta {
			stride = 2
		}
		last := r
		for last+stride < limit && mapped(last+stride)-(last+stride) == delta &&
			(stride == 1 || mapped(last+1) == last+1) {
			last += stride
		}
		item(&column, fmt.Sprintf("{0x%x, 0x%x, %d, %d}", r, last, stride, delta))
		r = last
	}
	fmt.Print("\n};\n")
}

func item(column *int, text string) {
	text += ","
	if *column+len(text) > 100 {
		fmt.Println()
		*column = 0
	}
	if *column == 0 {
		fmt.Print("    ")
	} else {
		fmt.Print(" ")
	}
	fmt.Print(text)
	*column += len(text) + 1
}

func main() {
	fmt.Printf("#pragma once\n// Made by scripts/unicode_tables.go from Unicode %s. Do not edit.\n\n", unicode.Version)
	fmt.Print("// clang-format off\n\nnamespace gander::unicode {\n\n")
	fmt.Print("struct RuneRange { char32_t first; char32_t last; };\n")
	fmt.Print("struct CaseRange { char32_t first; char32_t last; int stride; int delta; };\n")
	ranges("printable", strconv.IsPrint)
	ranges("letters", unicode.IsLetter)
	ranges("numbers", unicode.IsNumber)
	cases("to_lower_ranges", unicode.ToLower)
	cases("to_upper_ranges", unicode.ToUpper)
	fmt.Print("\n} // namespace gander::unicode\n")
}
