#include "base/quote.hpp"
#include "base/unicode.hpp"

#include <gmock/gmock.h>

namespace gander {

TEST(Quote, KeepsPrintableTextOfAnyScript)
{
    EXPECT_EQ(go_quoted(""), R"("")");
    EXPECT_EQ(go_quoted("CREATE TABLE t (n int);"), R"("CREATE TABLE t (n int);")");
    EXPECT_EQ(go_quoted("Grüße, Привет, 日本語 ½ 🦆"),
              "\"Grüße, Привет, 日本語 ½ 🦆\"");
    EXPECT_EQ(go_quoted("\xEF\xBF\xBD"), "\"\xEF\xBF\xBD\"") << "U+FFFD itself is printable";
}

TEST(Quote, EscapesQuotesAndControls)
{
    EXPECT_EQ(go_quoted("a\"b\\c'd"), R"("a\"b\\c'd")");
    EXPECT_EQ(go_quoted("\a\b\f\n\r\t\v"), R"("\a\b\f\n\r\t\v")");
    EXPECT_EQ(go_quoted(std::string_view{"\0\x1b\x7f", 3}), R"("\x00\x1b\x7f")");
}

TEST(Quote, EscapesWhatCannotBeSeen)
{
    EXPECT_EQ(go_quoted("\u00a0\u00ad"), R"("\u00a0\u00ad")");
    EXPECT_EQ(go_quoted("\u200b\u2028\ufeff\ue000"), R"("\u200b\u2028\ufeff\ue000")");
    EXPECT_EQ(go_quoted("\U000e0001\U0010ffff"), R"("\U000e0001\U0010ffff")");
}

TEST(Quote, ShowsBytesThatAreNoText)
{
    EXPECT_EQ(go_quoted("a\xff\xc3"), R"("a\xff\xc3")");
    EXPECT_EQ(go_quoted("\xc0\xaf"), R"("\xc0\xaf")") << "an overlong form";
    EXPECT_EQ(go_quoted("\xed\xa0\x80"), R"("\xed\xa0\x80")") << "a surrogate";
    EXPECT_EQ(go_quoted("\xf4\x90\x80\x80"), R"("\xf4\x90\x80\x80")") << "beyond U+10FFFF";
    EXPECT_EQ(go_quoted("\xe0\x80\x80"), R"("\xe0\x80\x80")");
}

TEST(Unicode, DecodesWhatItAppends)
{
    for (char32_t const rune :
         {U'a', U'é', U'\u07ff', U'\u0800', U'日', U'\U00010000', U'🦆', U'\U0010ffff'}) {
        std::string text;
        unicode::append(text, rune);
        auto const decoded = unicode::decode(text, 0);
        EXPECT_TRUE(decoded.valid);
        EXPECT_EQ(decoded.rune, rune);
        EXPECT_EQ(decoded.size, text.size());
    }
}

TEST(Unicode, ChangesCase)
{
    EXPECT_EQ(unicode::to_lower(U'Z'), U'z');
    EXPECT_EQ(unicode::to_lower(U'Ä'), U'ä');
    EXPECT_EQ(unicode::to_lower(U'Ā'), U'ā');
    EXPECT_EQ(unicode::to_lower(U'ā'), U'ā');
    EXPECT_EQ(unicode::to_lower(U'Ω'), U'ω');
    EXPECT_EQ(unicode::to_lower(U'Я'), U'я');
    EXPECT_EQ(unicode::to_lower(U'Ё'), U'ё');
    EXPECT_EQ(unicode::to_upper(U'ÿ'), U'Ÿ');
    EXPECT_EQ(unicode::to_upper(U'ß'), U'ß');
    EXPECT_EQ(unicode::to_upper(U'ж'), U'Ж');
    EXPECT_EQ(unicode::to_upper(U'日'), U'日');
}

TEST(Unicode, KnowsLettersNumbersAndBlanks)
{
    EXPECT_TRUE(unicode::is_letter(U'é'));
    EXPECT_TRUE(unicode::is_letter(U'日'));
    EXPECT_FALSE(unicode::is_letter(U'_'));
    EXPECT_FALSE(unicode::is_letter(U'×'));
    EXPECT_TRUE(unicode::is_number(U'½'));
    EXPECT_TRUE(unicode::is_number(U'٣'));
    EXPECT_FALSE(unicode::is_number(U'x'));
    EXPECT_TRUE(unicode::is_space(U'\u00a0'));
    EXPECT_TRUE(unicode::is_space(U'\u2003'));
    EXPECT_FALSE(unicode::is_space(U'\u200b'));
}

} // namespace gander
