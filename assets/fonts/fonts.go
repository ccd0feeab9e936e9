// Package fonts holds the typefaces that the product ships: Noto Sans SC and Noto Serif SC for
// Han, Tinos for Latin text on paper. All are under the SIL Open Font License 1.1 (LICENSE-*.txt).
//
// Each function returns a fresh copy, because gofpdf writes into the slice it is given.
package fonts

import _ "embed"

//go:embed NotoSansSC-Regular.ttf
var sansRegular string

//go:embed NotoSansSC-Bold.ttf
var sansBold string

//go:embed NotoSansSC-Bold-UI.ttf
var sansBoldUI string

//go:embed NotoSerifSC-Regular.ttf
var serifRegular string

//go:embed Tinos-Regular.ttf
var tinosRegular string

//go:embed Tinos-Bold.ttf
var tinosBold string

// SansRegular is Noto Sans SC 400, complete (the window's text face).
func SansRegular() []byte { return []byte(sansRegular) }

// SansBold is Noto Sans SC 700, complete (headings on paper, rare names included).
func SansBold() []byte { return []byte(sansBold) }

// SansBoldUI is Noto Sans SC 700 cut to the 8,105 characters of 通用规范汉字表, GB 2312 and
// punctuation (the window's bold face; a whole face costs 25 MB more memory).
func SansBoldUI() []byte { return []byte(sansBoldUI) }

// SerifRegular is Noto Serif SC 400, complete (body text on paper).
func SerifRegular() []byte { return []byte(serifRegular) }

// TinosRegular is Tinos 400 (Latin text and digits on paper).
func TinosRegular() []byte { return []byte(tinosRegular) }

// TinosBold is Tinos 700.
func TinosBold() []byte { return []byte(tinosBold) }
