#: byte, short, long and quad, by all their names
.byte 1,-1,0xff,'a','\n,0b101,017
.dc.b 9
.word 1,0x1234
.short -2
.value 3
.hword 4
.2byte 5
.long 1,-1,0xffffffff,1+2*3-4/2,(1<<4)|3,~0,!0,7%4,5^1,6&3
.int 2
.4byte 3
.dc.l 4
.quad 1,-1,0x8000000000000000,1<<63,x+8
.8byte y
#: octa
.octa 0x0123456789abcdef0011223344556677, 1, -1, 0xffffffffffffffff
.octa 5+6
#: comparisons and logic
.byte 1==1, 1<>1, 1!=2, 2>1, 2<1, 2>=2, 3<=2, 1&&0, 0||3, -(1==1)
.byte 2|1&3, 1+2|4, 8>>1<<2
#: operators that bind as GNU as has them
.long 1|2+4, 1+2*3|8, 6/2*3, 1<<2+1, -1>>60, 5!2
#: symbol differences
a: nop
.long b-a, b-a+4, .-a, c-b, (c-a)*2
b: nop; nop
c: .byte c-a, (c-b)<<1
.quad c-a
.long a-., x-., a-.+4
#: differences across sections are relocations
.data
d: .long e-., e-d
.quad e-.
.text
nop
e:
#: uleb128 and sleb128
.uleb128 0,127,128,16384,0xffffffffffffffff
.sleb128 0,63,64,-64,-65,-1
a: .skip 200
b: .uleb128 b-a, c-b
.sleb128 a-b
c:
#: ascii, asciz, string
.ascii "ab", "c\n\t\"\\", "\101\x42\0"
.asciz "d", ""
.string "e" "f"
.string8 "g"
.ascii "a;b#c//d/*e*/"
.ascii
#: skip, space, zero
.skip 3
.skip 2,0x90
.space 3,1
.zero 5
.skip b-a, 7
a: nop
nop
b:
.skip (b-a)*2-1
.skip -((c-d) > 0) * (c-d), 0x90
c: .skip 4
d: .skip -((c-d) > 0) * (c-d), 0x90
.skip -((d-c) > 0) * (d-c), 0x90
#: fill
.fill 3
.fill 3,2
.fill 3,2,0x1234
.fill 2,4,-1
.fill 2,8,0x1122334455667788
.fill 2,0,1
.fill b-a,1,5
a: .byte 1,2
b:
#: org
.byte 1
.org 8
.byte 2
.org 12,0xff
.byte 3
. = . + 3
a: .byte 4
. = a + 8
.org a+12, 1
.byte 5
#: balign, align and p2align in data
.data
.byte 1
.balign 4
.byte 1
.balign 8,0xaa
.byte 1
.align 4
.byte 1
.p2align 3
.byte 1
.p2align 4,0x55
.byte 1
.p2align 4,,3
.byte 1
.balign 16,0x11,3
.byte 1
.balign 4,,3
.balign 1
#: balignw, balignl, p2alignw, p2alignl
.data
.short 1
.balignw 8,0x1234
.long 1
.balignl 16,0x11223344
.short 2
.p2alignw 3,0x5678
.long 2
.p2alignl 4,0xaabbccdd
.short 3
.balignw 4,1
.long 1
.balignl 4,7
#: alignment of code
.byte 0xc3
.balign 8
nop
.p2align 4,,10
nop
.p2align 4,,3
nop
.p2align 3,0x90
nop
.balign 8,0xcc
nop
.p2align 5
.balignw 4,0x9090
#: alignment moves jumps
a: jmp b
.skip 120
.p2align 4
b: jmp a
.p2align 6,,20
jmp c
.skip 127
c: jne c
jmp a
#: sections by name
.section .text.hot
.byte 1
.section .rodata.x
.byte 2
.section .data.y
.byte 3
.section .bss.z
.skip 4
.section .init_array.1
.quad f
.section .note.n
.long 1
.section .mine
.byte 4
.section .tdata
.byte 5
.section .tbss
.skip 1
.section .rodata1
.byte 6
.section .data1
.byte 7
.section .init
nop
#: sections with flags and types
.section a,"a"
.byte 1
.section b,"aw",@progbits
.byte 2
.section c,"ax",%progbits
nop
.section d,"aw",@nobits
.skip 3
.section e,"a",@note
.long 1
.section f,"aw",@init_array
.quad g
.section h,"",@progbits
.byte 3
.section i,"awx"
.byte 4
.section "odd name","a"
.byte 5
.section j,"aMS",@progbits,1
.string "k"
.section l,"aM",@progbits,8
.quad 1
.section m,"e"
.byte 6
.section n,"a",@0x70000001
.byte 7
.section a
.byte 8
#: section groups
.section .text.f,"axG",@progbits,f,comdat
.weak f
f: ret
.section .data.f,"awG",@progbits,f,comdat
.quad f
.section .text.g,"axG",@progbits,g
g: ret
.section .str.h,"aMSG",@progbits,1,h,comdat
.string "x"
#: the section's own group again
.section .text.f,"axG",@progbits,f,comdat
f: ret
l: ret
call l
.section __ex_table,"a?"
.long f-., l-.
.quad l
.text
.section other,"a?"
.long 1
.data
.quad l, f
#: pushsection, popsection and previous
nop
.pushsection .data
.byte 1
.pushsection .rodata,"a"
.byte 2
.popsection
.byte 3
.popsection
nop
.data
.byte 4
.previous
nop
.previous
.byte 5
.section .rodata
.previous
.byte 6
.pushsection .alt,"a",@progbits
.byte 7
.previous
.byte 8
.popsection
.byte 9
#: subsections
nop
.text 1
a: .byte 0x11
.text 2
.byte 0x22
.text 0
jmp a
.subsection 1
.byte 0x12
jmp b
.subsection 3
b: .byte 0x33
.previous
.byte 0x13
.data
.long 1
.data 2
.long 3
.data 1
.long 2
.text 1
.byte 0x14
.section .data
.long 4
.section .text
ret
#: subsections pushed
nop
.pushsection .text,1
.byte 1
.popsection
nop
.pushsection .other,2,"a",@progbits
.byte 2
.popsection
.pushsection .other,1
.byte 3
.subsection 0
.byte 4
.popsection
ret
.pushsection .fixup,"ax"
1: jmp 2f
.popsection
2: ret
.subsection 1
3: nop
.previous
.long 3b-2b, 1b-.
#: jumps over and into subsections
a: jmp b
.subsection 1
.skip 100
b: jmp a
.subsection 0
.skip 30
jmp b
.subsection 2
.p2align 4
jmp a
#: bss and its subsection
.bss
.byte 0
.lcomm l,4
.bss 2
x: .skip 1
.bss 0
y: .skip 1
.local m
.comm m,2,2
#: macros: positions, keywords, defaults
.macro m a, b=2, c
.byte \a, \b
.ifnb \c
.byte \c
.endif
.endm
m 1
m 1,3
m 1,,4
m b=5,a=6
m 7 8 9
m a=1 c=3
#: macros: required and varargs
.macro r x:req, rest:vararg
.byte \x
.ifnb \rest
.byte \rest
.endif
.endm
r 1
r 2,3,4
r 5, 6 , 7+1
#: macros: \@, \() and nesting
.macro l n
.Ll\@: .byte \n\()0, \n
.byte n_\n\()_x
n_\n\()_x = \n
.endm
.macro twice n
l \n
l \n+1
.endm
l 1
l 2
.macro def name
.macro \name v
.byte \v
.endm
.endm
def q
q 7
#: macros: quoted arguments, strings and registers
.macro s text, reg, op=mov
.ascii "\text"
\op\()q %\reg, %\reg
.endm
s "a b", rax
s "c,d" rcx op=xchg
.macro each regs:vararg
.irp r, \regs
push %\r
.endr
.endm
each rax, rbx,r12
#: macros: recursion, purgem and exitm
.macro sum from=0, to=5
.long \from
.if \to-\from
sum "(\from+1)",\to
.endif
.endm
sum 0,3
.macro p
.byte 1
.exitm
.byte 2
.endm
p
.purgem p
.macro p
.byte 3
.endm
p
#: rept, irp and irpc
.rept 3
.byte 1
.endr
.rept 0
.byte 9
.endr
.irp x, 1,2,3
.byte \x
.endr
.irp x 4 5
.byte \x
.endr
.irp x
.byte 6\x
.endr
.irpc c, 789
.byte \c
.endr
.rept 2
.irp x,1,2
.byte \x
.rept 2
.byte 0x\x\()f
.endr
.endr
.endr
n=0
.rept 4
.byte n
n=n+1
.endr
#: if, else, elseif and their kin
.if 1
.byte 1
.else
.byte 2
.endif
.if 0
.byte 3
.elseif 1
.byte 4
.else
.byte 5
.endif
.ifeq 0
.byte 6
.endif
.ifne 1
.byte 7
.endif
.ifgt 1
.byte 8
.endif
.ifge 0
.byte 9
.endif
.iflt -1
.byte 10
.endif
.ifle 0
.byte 11
.endif
.if 0
.if 1
.byte 12
.else
.byte 13
.endif
.bogus
.else
.byte 14
.endif
#: ifdef, ifndef, ifb, ifnb, ifc, ifnc, ifeqs, ifnes
.set A,0
B:
.ifdef A
.byte 1
.endif
.ifdef B
.byte 2
.endif
.ifdef C
.byte 3
.endif
.ifndef C
.byte 4
.endif
.ifnotdef A
.byte 5
.endif
.ifb
.byte 6
.endif
.ifnb x
.byte 7
.endif
.ifc a b,a b
.byte 8
.endif
.ifnc a,b
.byte 9
.endif
.ifeqs "a","a"
.byte 10
.endif
.ifnes "a","b"
.byte 11
.endif
.ifc %rax,%rax
.byte 12
.endif
#: set, equ, equiv and =
.set a,1
.equ b,a+1
.equiv c,b*2
d=c+1
e==7
.byte a,b,c,d,e
a=9
.byte a,b
.set f,g
.globl f
g: .quad f
h = g + 4
.quad h
i = . - g
.long i
.set j, later - g
.long j
later:
.globl k
.set k, 0x1234
.quad k
movl $k, %eax
movl $d, %ecx
#: a symbol keeps its last value
x=1
.byte x
movb $x, %al
x=2
.byte x
movb $x, %al
y=z
z=3
.long y
#: numeric local labels
1: jmp 1b
jmp 1f
1: nop
2: jmp 1b
jmp 2b
jmp 2f
.long 1b-., 2f-2b
2:
10: jmp 10b
jne 1f
1:
#: local labels in macros and repetitions
.macro w
1: pause
jmp 1b
.endm
.rept 2
w
.endr
1: jmp 1b
#: cfi
.cfi_sections .eh_frame
f:
.cfi_startproc
push %rbp
.cfi_def_cfa_offset 16
.cfi_offset %rbp, -16
mov %rsp,%rbp
.cfi_def_cfa_register %rbp
push %rbx
.cfi_offset 3,-24
.cfi_remember_state
pop %rbx
.cfi_restore %rbx
leave
.cfi_def_cfa %rsp, 8
ret
.cfi_restore_state
.cfi_adjust_cfa_offset 8
nop
.cfi_rel_offset %r12, 8
nop
.cfi_same_value %r13
.cfi_undefined %r14
.cfi_register %r15, %rax
nop
.cfi_val_offset %rbx, 8
.cfi_escape 0x0e,0x20
ret
.cfi_endproc
.size f,.-f
g:
.cfi_startproc simple
.cfi_signal_frame
.cfi_return_column 16
.cfi_def_cfa 7,8
iretq
.cfi_endproc
#: cfi: personality and lsda
.cfi_startproc
.cfi_personality 0x3,per
.cfi_lsda 0x3,.LL
call x
ret
.cfi_endproc
.section .gcc_except_table,"a"
.LL: .byte 0
#: cfi: no eh_frame
.cfi_sections .debug_frame_not_wanted
.byte 1
#: file and loc
.file "x.c"
.file 1 "x.c"
.file 2 "dir/y.h"
f: .loc 1 2 3
nop
.loc 2 1
nop
.loc 1 4 0 prologue_end is_stmt 0
ret
.loc 1 5 view .LVU1
#: type and size
.type f,@function
f: ret
.size f,.-f
.type g, %object
g: .long 1
.size g,4
.type h STT_FUNC
h: ret
.size h,1+2
.type i,"function"
i: ret
.type j,@notype
j:
.type k,@gnu_indirect_function
k: ret
.type u,@tls_object
#: binding and visibility
.globl a,b
.global c
.weak w,v
.hidden h
.internal i
.protected p
.globl h,i,p
.local l
a: ret
c: ret
w: ret
h: ret
i: ret
p: ret
l: ret
call a
call w
call h
call v
call b
call l
jmp a
jmp w
jmp h
#: weak and then global
.weak f
.globl f
f: ret
.globl g
.weak g
g: ret
.quad f,g
#: comm and lcomm
.comm a,4
.comm b,16,8
.comm c,100,32
.lcomm d,4
.local e
.comm e,8,8
.comm f,1,1
.quad a,b,d,e
movl a(%rip),%eax
movl d(%rip),%eax
.hidden b
#: relocation operators in data
.long x@GOTPCREL
.long x@PLT, x@PLT+4
.long x@GOTPCREL+4
.long foo@plt
#: relocation operators in code
call x@PLT
jmp x@PLT
movq x@GOTPCREL(%rip),%rax
movl x@GOTPCREL(%rip),%eax
call *x@GOTPCREL(%rip)
jmp *x@GOTPCREL(%rip)
addq x@GOTPCREL(%rip),%rcx
pushq x@GOTPCREL(%rip)
cmpq $0,x@GOTPCREL(%rip)
#: relocations of every width
.byte x, x-.
.short x, x-.
.long x, x-.
.quad x, x-.
movb $x,%al
movw $x,%ax
movl $x,%eax
movq $x,%rax
movabs $x,%rax
movabs x,%al
push $x
movl x,%eax
movl x(%rip),%eax
movl $5,x(%rip)
movw $5,x(%rip)
movb $5,x+3(%rip)
movl x(,%rcx,8),%eax
jmp x
je x
call x+1
loop y
.skip 20
y: jrcxz y
#: comments of every kind
/* one */ .byte 1 /* two */, 2
# three
.byte 3 # four ; .byte 9
 # five
// six
.byte 4 /* seven
eight */
.byte 5; # nine
.byte '#', ';'; .byte 6
/ ten
.byte 7 /**/
#APP
.byte 8
#NO_APP
# 7 "other.c"
.byte 9
#: separators and blanks
.byte 1;.byte 2;;	.byte	3 ; a:b: .byte 4; c : .byte 5
   	.byte   6  ,  7	,8   
.byte a-b , ( 3 )
lock; incl (%rax)
rep; stosb
rep stosb ; nop
#: names
_a.b$c1: .quad _a.b$c1
"odd name": .quad "odd name", "odd name"+1
.Llocal: .quad .Llocal
$x = 3
a.b = 4
.byte a.b
#: what says nothing here
.ident "a compiler"
.ident "another"
.att_syntax prefix
.code64
.title "t"
.sbttl "u"
.list
.nolist
.byte 1
#: the other names of data
.dc.w 1,2
.dc.a x
#: an .S file
#define N 3
#define TWO(a, b) .byte a, b
#ifdef __ASSEMBLER__
.byte 1
#endif
#if N > 2 && defined(__x86_64__)
TWO(N, N + 1) /* comment */ // another
#else
.byte 9
#endif
#define REG(n) %r##n
f: movq REG(8), REG(9)
.macro m a
.byte \a, N
.endm
m 5
.rept N; .byte N; .endr
#undef N
N = 7
.byte N
#define LONG \
  .long 1, \
  2
LONG
.ascii "N // not a comment"
#: an .S file that uses stringizing and numbers
#define STR(x) #x
#define ALT(old, new) 661: old; 662: .pushsection .alt,"a"; .long 661b - .; .byte 662b-661b; .popsection
.ascii STR(hello world)
ALT(nop, ret)
ALT(pause, nop)
#define SHIFT 1 << 3
.byte SHIFT
movl $(SHIFT), %eax
#: weakref
.weakref a, b
call a
jmp a
.quad a+4
.weakref c, d
.weakref e, f
call e
call f
.weakref g, h
jmp g
lea g(%rip), %rax
h: ret
.weakref i, j
.globl j
j: call i
jmp i
.weakref k, l
.weakref m, k
call m
call n
.weakref n, o
#: nops, and no more of the file
.nops 20
nop
.nops 3,1
.nops 12,5
.nops 0
.nops 87,2
.nops 88,2
.nops 400
.nops 2*3-1, 11
a: .byte 1
b: .nops b-a+1
.end
frob
.if
#: blocks: dcb and ds
.dcb.b 3,1
.dcb 2,5
.dcb.w 2,7
.dcb.l 2
.dcb.l 0, 9
.ds 2
.ds.b 3
.ds.l 1
.ds.w 1
.ds.s 1
.ds.d 2
#: conditions and counts by distances of labels
a: call f
b: .cfi_startproc
nop
.uleb128 500
.ascii "abc"
.skip 50
.if b-a == 5
.byte 1
.else
.byte 2
.endif
c: .cfi_endproc
.if c-b > 56
.byte 3
.elseif c-b == 56 || 0
.byte 4
.endif
.rept b-a-3
.byte 5
.endr
.if (c-b)/2-(b-a) < 25
.byte 6
.endif
.ifgt c-a
.byte 7
.endif
d: .ifeq .-d
.byte 8
.endif
.if d < . && .-d
.byte 9
.endif
x = . - a
.if x > 60
.byte 10
.endif
.data
e: .long 1, 2
.fill 3,4,1
.p2align 0
.text
nop
.data
g: .if g-e == 20
.byte 11
.endif
.text
#: an alternative as the kernel pads it
661: nop; nop
662: .skip -(((6651f-6641f)-(662b-661b)) > 0) * ((6651f-6641f)-(662b-661b)), 0x90
663: .pushsection .altinstructions,"a"
.long 661b - ., 6641f - .
.byte 663b-661b, 6651f-6641f
.popsection
.pushsection .altinstr_replacement,"ax"
6641: call f
6651: .if 6651b-6641b > 4
.byte 1
.endif
.popsection
#: a jump whose target waits behind an alignment stays short
jmp b
jmp c
.skip 114
.p2align 4
a: .skip 1
b: .skip 8
c: ret
.skip 100
jmp a
.p2align 4,,6
jne c
#: the table of addresses by its own name
f: lea f(%rip), %rbx
movabs $_GLOBAL_OFFSET_TABLE_-f, %r11
lea _GLOBAL_OFFSET_TABLE_(%rip), %rax
.quad _GLOBAL_OFFSET_TABLE_, _GLOBAL_OFFSET_TABLE_-.
.long _GLOBAL_OFFSET_TABLE_, _GLOBAL_OFFSET_TABLE_-f
mov $_GLOBAL_OFFSET_TABLE_, %eax
mov $_GLOBAL_OFFSET_TABLE_+8, %rax
movabs $_GLOBAL_OFFSET_TABLE_, %rax
mov $_GLOBAL_OFFSET_TABLE_-., %eax
movl $5, _GLOBAL_OFFSET_TABLE_+3(%rip)
mov _GLOBAL_OFFSET_TABLE_(%rcx), %eax
call _GLOBAL_OFFSET_TABLE_
movabs _GLOBAL_OFFSET_TABLE_, %al
#: relocation operators of the large and medium models
movabs $x@GOT, %rax
mov $x@GOT, %rax
mov x@got(%rcx), %eax
movabs $x@GOTOFF, %rdx
movabs $l@GOTOFF, %rdx
movabs $.LC@GOTOFF, %rax
movabs $x@PLTOFF+4, %rdx
movabs $l@GOTOFF+8, %rcx
l: ret
.quad x@GOT, x@GOTOFF, x@PLTOFF, x@GOTPCREL, x@GOTPLT
.long x@GOT, l@PLT, l@GOTPCREL
call l@PLT
.data
.long l@PLT
.text 1
call d@PLT
.section .rodata.str,"aMS",@progbits,1
.LC: .string "s"
.section .text.d,"ax"
d: call l@PLT
#: relocation operators of thread-local storage
.section .tdata,"awT"
t: .long 1
.Lt: .long 2
.globl g
.type g,@object
g: .long 3
.text
mov %fs:t@tpoff, %eax
mov t@gottpoff(%rip), %rax
add u@GOTTPOFF(%rip), %rax
.byte 0x66
lea t@tlsgd(%rip), %rdi
.value 0x6666
rex64
call __tls_get_addr@PLT
lea u@tlsld(%rip), %rdi
mov t@dtpoff(%rax), %eax
movabs $t@dtpoff, %rax
mov $t@tpoff, %rax
movabs $u@tpoff, %rax
add t@tpoff+4(%rax), %ecx
.long u@dtpoff, 0
.quad t@dtpoff
mov %fs:.Lt@tpoff, %eax
lea g@TPOFF(%rax), %rcx
#: what says nothing here either
.extern x
.att_syntax
.noaltmacro
nop
#: an .S file with two points in the name of a section
.section .text..cold, "ax", @progbits
nop
