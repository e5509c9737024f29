# fget under V3 by our compiler
	.text
	.p2align 4
	.globl fget
	.type fget, @function
fget:
	.cfi_startproc
	push %rbx                                    # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	mov 0x8(%rdi),%rax                           # payload: finds the file
	cmp (%rax),%esi                              # payload: finds the file
	jae .Lfget_2                                 # payload: finds the file
	mov 0x8(%rax),%rax                           # payload: finds the file
	mov %esi,%esi                                # payload: finds the file
	mov (%rax,%rsi,8),%rbx                       # payload: finds the file
	test %rbx,%rbx                               # payload: finds the file
	je .Lfget_3                                  # payload: finds the file
	testl $0x4000,0xc(%rbx)                      # payload: finds the file
	je .Lfget_4                                  # payload: finds the file
	xor %ebx,%ebx                                # payload: finds the file
	jmp .Lfget_3                                 # payload: finds the file
.Lfget_2:
	xor %ebx,%ebx                                # payload: finds the file
.Lfget_3:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	mov %gs:__preempt_count(%rip),%eax           # resched test: the folded word, and the jump on it
	cmp $0x80000000,%eax                         # resched test: the folded word, and the jump on it
	je .Lfget_5                                  # resched test: the folded word, and the jump on it
	mov %rbx,%rax                                # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lfget_4:
	.cfi_def_cfa_offset 16
	mov (%rbx),%rax                              # payload: takes a reference
.Lfget_7:
	test %rax,%rax                               # payload: takes a reference
	je .Lfget_6                                  # payload: takes a reference
	lea 0x1(%rax),%rdx                           # payload: takes a reference
	lock cmpxchg %rdx,(%rbx)                     # payload: takes a reference
	jne .Lfget_7                                 # payload: takes a reference
	jmp .Lfget_3                                 # payload: takes a reference
.Lfget_5:
	call preempt_schedule                        # call linkage: calls the scheduler
	mov %rbx,%rax                                # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lfget_6:
	.cfi_def_cfa_offset 16
	mov %rax,%rbx                                # payload: file = NULL
	jmp .Lfget_3                                 # payload: file = NULL
	.cfi_endproc
	.size fget, .-fget
