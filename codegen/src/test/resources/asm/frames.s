	.text
	.type	a, @function
a:	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register 6
	testl	%edi, %edi
	je	1f
	.zero	100, 0x90
	.cfi_remember_state
	leave
	.cfi_def_cfa 7, 8
	ret
1:	.cfi_restore_state
	.zero	300, 0x90
	.cfi_adjust_cfa_offset 0
	.cfi_rel_offset %rbx, 8
	popq	%rbp
	.cfi_restore %rbp
	.cfi_def_cfa %rsp, 8
	ret
	.cfi_endproc
	.size	a, .-a
	.section .text.unlikely,"ax",@progbits
b:	.cfi_startproc
	.cfi_def_cfa_offset 32
	.cfi_offset 3, -32
	nop
	.cfi_undefined rip
	ret
	.cfi_endproc
c:	.cfi_startproc
	.cfi_def_cfa_offset 32
	.cfi_offset 3, -32
	ret
	.cfi_same_value 12
	.cfi_register 12, 13
	nop
	.cfi_val_offset 12, -24
	nop
	.cfi_escape 0x2e, 0x10
	nop
	.cfi_endproc
	.text
s:	.cfi_startproc
	.cfi_signal_frame
	nop
	.cfi_endproc
p:	.cfi_startproc simple
	.cfi_def_cfa 7, 16
	nop
	.cfi_endproc
q:	.cfi_startproc
	.cfi_personality 0x3, personality
	.cfi_lsda 0x3, table
	nop
	.p2align 4
	.cfi_def_cfa_offset 24
	jmp	a
	.cfi_def_cfa_offset 8
	.cfi_endproc
	.section .rodata
table:	.long 0
