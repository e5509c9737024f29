	.text
	.globl f
f:	call __x86_thunk_rax
	jmp local_in_group
	.section .text.__x86_thunk_rax,"axG",@progbits,__x86_thunk_rax,comdat
	.globl __x86_thunk_rax
	.hidden __x86_thunk_rax
	.type __x86_thunk_rax, @function
__x86_thunk_rax:
	.cfi_startproc
	call 1f
2:	pause
	jmp 2b
1:	mov %rax,(%rsp)
	ret
	.cfi_endproc
	.section .data.g,"awG",@progbits,__x86_thunk_rax,comdat
	.quad f, 1b
	.section .text.other,"axG",@progbits,other
local_in_group: nop
