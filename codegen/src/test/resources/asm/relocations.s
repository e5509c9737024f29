	.file "t1.c"
	.text
	call fwdlocal_other
	call fwdlocal_same
	call backglobal
backglobal: nop
	.globl backglobal
	call backglobal
	jmp backglobal
	jmp undef
	je undef+4
	jmp undef+4
	jmp fwdlocal_other
	call locd
	jmp weakdef
	call weakdef
	mov backglobal(%rip),%eax
	mov datal(%rip),%eax
	mov datal,%eax
	mov $datal,%rax
	mov $datal,%eax
	movabs $datal,%rax
	movl $datal+8, foo+4(%rip)
	movb $1, foo(%rip)
	mov %gs:pc,%eax
	mov .LC0(%rip),%eax
	mov $.LC0,%edi
	mov $.LC0+1,%edi
	lea (datal)(,%rax,8),%rax
	.globl gl
gl:
fwdlocal_same: ret
	.weak weakdef
weakdef: ret
	.long backglobal - .
	.long weakdef - .
	.long datal - .
	.long fwdlocal_same - .
	.long gl
	.quad gl
	.quad fwdlocal_same
	.quad undef - .
	.word undef
	.byte undef
	.word undef - .
	.quad gl - weakdef
	mov $gl-weakdef, %eax
	.set eq, fwdlocal_same+1
	jmp eq
	jmp eq2
	.set eq2, undef+1
	.set eq3, 77
	mov $eq3,%eax
	mov eq3,%eax
	.globl eq4
	.set eq4, fwdlocal_same
	call eq4
	jrcxz undef
	push $undef
	push $eq3
	add $datal,%rax
	add $datal,%ax
	addb $datal,%al
	jmp *datal(%rip)
	call *undef(,%rax,8)
	call foo@PLT
	jmp foo@PLT
	jmp fwdlocal_same@PLT
	mov foo@GOTPCREL(%rip),%rax
	mov foo@GOTPCREL(%rip),%eax
	call *foo@GOTPCREL(%rip)
	push foo@GOTPCREL(%rip)
	mov %eax,foo@GOTPCREL(%rip)
	.section .text.unlikely,"ax",@progbits
	nop
fwdlocal_other: nop
	jmp fwdlocal_same
	call fwdlocal_same
	call locd
	.data
datal: .long 5
datb: .long datb-datal, datal
	.comm com,8,8
	.local lcom
	.comm lcom,16,16
	.section .rodata.str1.1,"aMS",@progbits,1
.LC0: .string "hi"
	.text
locd: nop
  mov com(%rip),%eax
  mov lcom(%rip),%eax
  .p2align 4
