package fastpath.lab.text.demangle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Symbols of g++, clang++ and rustc, with the names that c++filt and rustfilt print. */
class DemanglerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          printk | printk
          _Z1fi | f(int)
          _ZN2ns5outer5innerEPKcRl | ns::outer::inner(char const*, long&)
          _ZNK4list4Node3getEv | list::Node::get() const
          _ZN4list4NodeC2ERKS0_ | list::Node::Node(list::Node const&)
          _ZN4list4NodeD0Ev | list::Node::~Node()
          _Z3maxIiET_S0_S0_ | int max<int>(int, int)
          _ZN3BoxIlE3setEl | Box<long>::set(long)
          _Z4callPFivEM1AFicE | call(int (*)(), int (A::*)(char))
          _Z1gRA4_KiPA2_i | g(int const (&) [4], int (*) [2])
          _ZN12_GLOBAL__N_16hiddenEv | (anonymous namespace)::hidden()
          _ZZ1fiE5count | f(int)::count
          _ZZ1fiENKUliE_clEi | f(int)::{lambda(int)#1}::operator()(int) const
          _ZplRK1VS1_ | operator+(V const&, V const&)
          _ZN1VcvbEv | V::operator bool()
          _ZTV4Node | vtable for Node
          _ZTI4Node | typeinfo for Node
          _ZThn16_N1D1fEv | non-virtual thunk to D::f()
          _Z1hIJicEEvDpT_ | void h<int, char>(int, char)
          _Z1kILi3ELb1EEvv | void k<3, true>()
          _Z3logSs | log(std::basic_string<char, std::char_traits<char>, std::allocator<char> >)
          _ZSt4moveIRiEONSt16remove_referenceIT_E4typeEOS2_ | std::remove_reference<int&>::type&& std::move<int&>(int&)
          _Z1fi.cold | f(int) [clone .cold]
          _ZN1t4list13Node$LT$T$GT$3get17h4f0420aed420ad60E | t::list::Node<T>::get
          _ZN53_$LT$core..fmt..Error$u20$as$u20$core..fmt..Debug$GT$3fmt17h0123456789abcdefE | <core::fmt::Error as core::fmt::Debug>::fmt
          _RNvNtCsgEmfK2I1SDS_4core9panicking5panic | core::panicking::panic
          _RNvMNtCsciGn5CcqV8B_1t4listINtB2_4NodexE3getB4_ | <t::list::Node<i64>>::get
          _RINvMs5_NtNtCsjrHSEGnQ3l9_3std2io5errorNtB6_5Error3newReEBa_ | <std::io::error::Error>::new::<&str>
          _RNCNvCs1234_1a4main0 | a::main::{closure#0}
          _RNvC1au8gdel_5qa | a::gödel
          _Zwrong | _Zwrong
          _ZN4listE | list
          _RZ | _RZ
          """)
  void namesAsTheSourceDoes(String symbol, String name) {
    assertEquals(name, Demangler.name(symbol));
  }

  @ParameterizedTest
  @CsvSource({
    "_ZN4list4Node3getEv, list::Node::get",
    "_ZN12_GLOBAL__N_16hiddenEi, (anonymous namespace)::hidden",
    "f, f"
  })
  void leavesParametersOut(String symbol, String name) {
    assertEquals(name, Demangler.withoutParameters(symbol));
  }

  @Test
  void keepsTheRestOfAMessage() {
    assertEquals("#UD at 0x10 <f(int)+0x2>", Demangler.inText("#UD at 0x10 <_Z1fi+0x2>"));
  }

  /**
   * Random symbols: the demangler returns a name for each symbol, and no name has a million
   * characters or more.
   */
  @Test
  void answersInBoundedTime() {
    Random random = new Random(1);
    String letters = "NZ_SIEKPRFDTL0123456789abcijlvst$.Jp";
    for (int n = 0; n < 20_000; n++) {
      StringBuilder symbol = new StringBuilder(random.nextBoolean() ? "_Z" : "_R");
      for (int i = random.nextInt(60); i > 0; i--) {
        symbol.append(letters.charAt(random.nextInt(letters.length())));
      }
      assertTrue(Demangler.name(symbol.toString()).length() < 1 << 20, symbol::toString);
    }
    String doubling = "_Z1f" + "1A".repeat(1) + "1BIS_S_E".repeat(300);
    assertTrue(Demangler.name(doubling).length() < 1 << 20);
  }
}
