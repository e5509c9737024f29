package fastpath.codegen.pp;

import java.util.Set;

/**
 * The GNU attributes that our compiler knows. The parser and {@code __has_attribute} use this
 * table. Like gcc, the parser ignores attributes that are not in the table.
 */
public final class GnuAttribute {
  /** The attributes that have an effect in our compiler. */
  private static final Set<String> HONOURED =
      Set.of(
          "always_inline",
          "noinline",
          "noipa",
          "cold",
          "noreturn",
          "weak",
          "used",
          "retain",
          "packed",
          "naked",
          "gnu_inline",
          "section",
          "alias",
          "error",
          "aligned",
          "cleanup",
          "mode",
          "constructor",
          "destructor");

  /**
   * The attributes that only permit, warn or describe, so that code compiled without them is
   * correct.
   */
  private static final Set<String> HARMLESS =
      Set.of(
          "hot",
          "unused",
          "const",
          "pure",
          "visibility",
          "may_alias",
          "deprecated",
          "fallthrough",
          "noclone",
          "nonnull",
          "malloc",
          "format",
          "format_arg",
          "warn_unused_result",
          "maybe_unused",
          "leaf",
          "nothrow",
          "flatten",
          "alloc_size",
          "alloc_align",
          "assume_aligned",
          "returns_nonnull",
          "warning",
          "unavailable",
          "nonstring",
          "sentinel",
          "designated_init",
          "externally_visible",
          "no_icf",
          "no_reorder",
          "noplt",
          "artificial",
          "optimize",
          "no_instrument_function",
          "no_sanitize",
          "no_sanitize_address",
          "no_sanitize_thread",
          "no_sanitize_undefined",
          "no_sanitize_coverage",
          "no_profile_instrument_function",
          "no_stack_protector",
          "no_split_stack",
          "nocf_check",
          "sysv_abi",
          "gcc_struct",
          "nocommon",
          "access",
          "flag_enum",
          "warn_if_not_aligned",
          "uninitialized",
          "tls_model");

  /** The attributes that change the generated code and are not supported by our compiler. */
  private static final Set<String> REFUSED =
      Set.of(
          "vector_size",
          "ms_abi",
          "ms_struct",
          "scalar_storage_order",
          "regparm",
          "sseregparm",
          "stdcall",
          "fastcall",
          "thiscall",
          "interrupt",
          "no_caller_saved_registers",
          "preserve_most",
          "preserve_all",
          "regcall",
          "vectorcall",
          "force_align_arg_pointer",
          "returns_twice",
          "ifunc",
          "target",
          "target_clones",
          "symver",
          "weakref",
          "copy",
          "common",
          "transparent_union",
          "no_callee_saved_registers",
          "patchable_function_entry",
          "indirect_branch",
          "indirect_return",
          "function_return",
          "fentry_name",
          "fentry_section",
          "zero_call_used_regs",
          "stack_protect",
          "noinit",
          "persistent",
          "simd",
          "overloadable",
          "ext_vector_type",
          "enum_extensibility");

  private GnuAttribute() {}

  /** Returns the name without the underscores that may surround it. */
  public static String bare(String name) {
    return name.length() > 4 && name.startsWith("__") && name.endsWith("__")
        ? name.substring(2, name.length() - 2)
        : name;
  }

  /** True if the attribute is supported or may be ignored. */
  public static boolean isTaken(String name) {
    return HONOURED.contains(bare(name)) || HARMLESS.contains(bare(name));
  }

  /** True if ignoring the attribute would change a program's meaning. */
  public static boolean isRefused(String name) {
    return REFUSED.contains(bare(name));
  }
}
