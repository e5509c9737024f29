package fastpath.lab.text.demangle;

import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.Map;

/** The names of builtin types, operators and abbreviations in the Itanium C++ ABI, section 5.1. */
final class CppWords {
  static final Map<String, String> TYPES =
      words(
          "v void w wchar_t b bool c char a signed~char h unsigned~char s short t unsigned~short"
              + " i int j unsigned~int l long m unsigned~long x long~long y unsigned~long~long"
              + " n __int128 o unsigned~__int128 f float d double e long~double g __float128 z ..."
              + " Dn decltype(nullptr) Di char32_t Ds char16_t Du char8_t Da auto Dc"
              + " decltype(auto) Dd decimal64 De decimal128 Df decimal32 Dh half");

  static final Map<String, String> OPERATORS =
      words(
          "nw new na new[] dl delete da delete[] ps + ng - ad & de * co ~ pl + mi - ml * dv / rm %"
              + " an & or | eo ^ aS = pL += mI -= mL *= dV /= rM %= aN &= oR |= eO ^= ls << rs >>"
              + " lS <<= rS >>= eq == ne != lt < gt > le <= ge >= ss <=> nt ! aa && oo || pp ++"
              + " mm -- cm , pm ->* pt -> cl () ix [] qu ? aw co_await");

  private static final String TRAITS = "<char,~std::char_traits<char>";

  /** Abbreviations that stand for a template with its usual arguments, written out. */
  static final Map<String, String> STANDARD =
      words(
          "St std Sa std::allocator Sb std::basic_string Ss std::basic_string"
              + TRAITS
              + ",~std::allocator<char>~> Si std::basic_istream"
              + TRAITS
              + "~> So std::basic_ostream"
              + TRAITS
              + "~> Sd std::basic_iostream"
              + TRAITS
              + "~>");

  static final Map<String, String> SPECIAL =
      words(
          "TV vtable~for TT VTT~for TI typeinfo~for TS typeinfo~name~for GV guard~variable~for"
              + " TW TLS~wrapper~function~for TH TLS~init~function~for");

  private CppWords() {}

  private static Map<String, String> words(String text) {
    Map<String, String> all = new HashMap<>();
    String[] words = text.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      all.put(words[i], words[i + 1].replace('~', ' '));
    }
    return ImmutableMap.copyOf(all);
  }
}
