# audit_filter under V5 by our compiler
	.text
	.p2align 4
	.globl audit_filter
	.type audit_filter, @function
audit_filter:
	.cfi_startproc
	mov (%rdi),%eax                              # payload: is the filter on?
	test %eax,%eax                               # payload: is the filter on?
	jne .Laudit_filter_3                         # payload: is the filter on?
	ret                                          # call linkage: returns
.Laudit_filter_3:
	incl %gs:__preempt_count(%rip)               # preempt count: a region begins
	add $0x8,%rdi                                # payload: walks the rules
	mov (%rdi),%rax                              # payload: walks the rules
	cmp %rdi,%rax                                # payload: walks the rules
	je .Laudit_filter_4                          # payload: walks the rules
.Laudit_filter_6:
	cmp %esi,0x10(%rax)                          # payload: walks the rules
	je .Laudit_filter_5                          # payload: walks the rules
	mov (%rax),%rax                              # payload: walks the rules
	cmp %rdi,%rax                                # payload: walks the rules
	jne .Laudit_filter_6                         # payload: walks the rules
	xor %eax,%eax                                # payload: walks the rules
	jmp .Laudit_filter_7                         # payload: walks the rules
.Laudit_filter_5:
	mov 0x14(%rax),%eax                          # payload: walks the rules
.Laudit_filter_7:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	je .Laudit_filter_8                          # resched test: jumps on the decrement's flags
	ret                                          # call linkage: returns
.Laudit_filter_8:
	call ___preempt_schedule                     # call linkage: calls the thunk
	ret                                          # call linkage: returns
.Laudit_filter_4:
	xor %eax,%eax                                # payload: an empty list
	jmp .Laudit_filter_7                         # payload: an empty list
	.cfi_endproc
	.size audit_filter, .-audit_filter
