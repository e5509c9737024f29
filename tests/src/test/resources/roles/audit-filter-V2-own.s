# audit_filter under V2 by our compiler
	.text
	.p2align 4
	.globl audit_filter
	.type audit_filter, @function
audit_filter:
	.cfi_startproc
	mov (%rdi),%eax                              # payload: whether the filter is on
	test %eax,%eax                               # payload: whether the filter is on
	jne .Laudit_filter_2                         # payload: whether the filter is on
	ret                                          # call linkage: returns
.Laudit_filter_2:
	push %rbx                                    # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	add $0x8,%rdi                                # payload: walks the list of rules
	mov (%rdi),%rax                              # payload: walks the list of rules
	cmp %rdi,%rax                                # payload: walks the list of rules
	je .Laudit_filter_3                          # payload: walks the list of rules
.Laudit_filter_5:
	cmp %esi,0x10(%rax)                          # payload: walks the list of rules
	je .Laudit_filter_4                          # payload: walks the list of rules
	mov (%rax),%rax                              # payload: walks the list of rules
	cmp %rdi,%rax                                # payload: walks the list of rules
	jne .Laudit_filter_5                         # payload: walks the list of rules
	xor %ebx,%ebx                                # payload: walks the list of rules
	jmp .Laudit_filter_6                         # payload: walks the list of rules
.Laudit_filter_4:
	mov 0x14(%rax),%ebx                          # payload: walks the list of rules
.Laudit_filter_6:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	mov %gs:kernel_stack,%rax                    # thread_info: kernel_stack is loaded for the address of the flag alone
	mov -0x1fc8(%rax),%eax                       # resched test: the flag and its bit
	test $0x8,%eax                               # resched test: the flag and its bit
	jne .Laudit_filter_7                         # resched test: jumps on the bit
	mov %ebx,%eax                                # register traffic: the result lives in rbx because of the call
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Laudit_filter_7:
	.cfi_def_cfa_offset 16
	call preempt_schedule                        # call linkage: calls the scheduler
	mov %ebx,%eax                                # register traffic: the result lives in rbx because of the call
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Laudit_filter_3:
	.cfi_def_cfa_offset 16
	xor %ebx,%ebx                                # payload: no rule: the result is 0
	jmp .Laudit_filter_6                         # payload: no rule: the result is 0
	.cfi_endproc
	.size audit_filter, .-audit_filter
