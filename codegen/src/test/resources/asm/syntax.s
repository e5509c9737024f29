	.file "syntax.s"
# a comment
/* another
   over lines */ .text
	.set	FIVE, 5
	SIX = FIVE + 1
	.globl	main, other
	.type	main, @function
main:	nop ; nop; movl $FIVE*SIX+(1<<4)|3, %eax # trailing
1:	jmp 1f
	jmp 1b
1:	jne 1b
	je	2f
	.macro	ADD reg, n=7, other
	addq	$\n, %\reg
	.ifnb \other
	addq	$\n, \other
	.endif
	.Lm\@\(): jmp .Lm\@
	.endm
	ADD rax
	ADD rbx, 9
	ADD rcx n=300 other=8(%rsp)
	.rept 3
	incl %eax
	.endr
	.irp r, rax, rbx, %rcx
	.ifc \r,%rcx
	push \r
	.else
	push %\r
	.endif
	.endr
	.irpc d,123
	.byte 0x\d
	.endr
2:	.if FIVE == 5 && SIX > 5
	ret
	.elseif FIVE == 6
	hlt
	.else
	int3
	.endif
	.ifdef NOPE
	bogus
	.else
	cli
	.endif
	.ifndef NOPE
	sti
	.endif
	.macro SAVE regs:vararg
	.irp r, \regs
	pushq %\r
	.endr
	.endm
	SAVE r12, r13, r14
	.p2align 4,,10
	.p2align 3
other:	leaq	-16(,%rax,8), %rdi
	movq	%fs:0x28, %rax
	movabsq	$0x123456789abcdef, %rax
	cmpb	$'a', (%rax)
	movl	$-1, 4+FIVE(%rsp)
	.size main, other-main
	.size other, .-other
	.section .rodata.str1.1,"aMS",@progbits,1
.LC0:	.string	"a \"quoted\" \\ \101\x42 ; # not a comment\n"
	.ascii "no end", "two\0"
	.asciz ""
	.section	.rodata
	.balign 8
tab:	.quad	main, other+4, .LC0, 0xffffffffffffffff, -1
	.long	other-main, .-tab, main-., 1f-2b
	.short	0x1234, 'x', ~0
	.byte	-1, 255, 3*7%4, 1<2
	.zero 3
	.fill 3, 2, 0x1122
	.skip 4, 0xcc
	.uleb128 300, 5, other-main
	.sleb128 -300
	.text
1:	.org . + 16
	.data
	.globl d
d:	.long 1
	.comm shared,24,8
	.lcomm mine,12
	.local loc
	.comm loc,8,4
	.weak maybe
	.quad maybe, mine, shared+8, loc
	.hidden hid
	.quad hid
	.set alias, d+4
	.quad alias
	.text
	call	maybe
	call	*d(%rip)
	movl	mine+4(%rip), %eax
	movl	$shared, %esi
	testb	$1, d+3(%rip)
	call	main
	jmp	other
	jmp	maybe
	loop	1b
	.pushsection .init.text,"ax",@progbits
f:	nop
	.pushsection .note.x,"",@note
	.long 4, 0, 1
	.asciz "abc"
	.popsection
	jmp f
	.popsection
	.previous
	.previous
	.ident "nobody"
	.section .note.GNU-stack,"",@progbits
	shldq	%rdx, %rax
	shrd %cl, %ecx, (%rdi)
	shrdl	%ecx, 8(%rdi)
