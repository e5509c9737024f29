package fastpath.codegen.asm;

/** Directives of GNU as that are not supported, and what to write in their place. */
final class LeftOutDirectives {
  private LeftOutDirectives() {}

  static TermParser.Failure refusal(String word) {
    String instead = instead(word);
    return new TermParser.Failure(
        instead == null
            ? "unknown directive '" + word + "'"
            : word + " is not supported: " + instead);
  }

  private static String instead(String word) {
    return switch (word) {
      case ".incbin" -> "write the file's bytes with .byte or .ascii";
      case ".include" -> "use #include in a .S file";
      case ".altmacro" -> "write \\name for an argument and \\@ for a unique label";
      case ".intel_syntax", ".intel_mnemonic" -> "write AT&T syntax, with % before registers";
      case ".code16", ".code16gcc", ".code32" -> "only 64-bit code runs here";
      case ".float", ".single", ".double", ".tfloat", ".hfloat", ".bfloat16" -> bits();
      case ".dc.s", ".dc.d", ".dc.x", ".dcb.s", ".dcb.d", ".dcb.x", ".ds.p", ".ds.x" -> bits();
      case ".string16", ".string32", ".string64" -> "write the characters with .value or .long";
      case ".struct", ".offset" -> "give each offset a name with .set";
      case ".eqv" -> "use .set, or a macro";
      case ".reloc" -> "write an expression of the symbol, such as .long symbol - .";
      case ".symver", ".version", ".tls_common" -> "it is for shared objects";
      case ".linkonce" -> "use .section NAME,\"axG\",@progbits,SIGNATURE,comdat";
      case ".abort" -> "use .error";
      case ".largecomm" -> "use .comm";
      default -> word.startsWith(".stab") ? "use .file and .loc, or leave it out" : null;
    };
  }

  private static String bits() {
    return "only integers are computed with here; write the number's bits with .long or .quad";
  }
}
