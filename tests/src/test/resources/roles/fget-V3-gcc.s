# fget under V3 by gcc 12.2
	.text
	.p2align 4
	.globl fget
	.type fget, @function
fget:
	.cfi_startproc
	pushq %rbx                                   # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	movq 8(%rdi), %rax                           # payload: finds the file and takes a reference
	cmpl (%rax), %esi                            # payload: finds the file and takes a reference
	jnb .L2                                      # payload: finds the file and takes a reference
	movq 8(%rax), %rax                           # payload: finds the file and takes a reference
	movl %esi, %esi                              # payload: finds the file and takes a reference
	leaq (%rax,%rsi,8), %rax                     # payload: finds the file and takes a reference
	movq (%rax), %rbx                            # payload: finds the file and takes a reference
	testq %rbx, %rbx                             # payload: finds the file and takes a reference
	je .L2                                       # payload: finds the file and takes a reference
	testb $64, 13(%rbx)                          # payload: finds the file and takes a reference
	jne .L2                                      # payload: finds the file and takes a reference
	movq (%rbx), %rax                            # payload: finds the file and takes a reference
.L5:
	testq %rax, %rax                             # payload: finds the file and takes a reference
	je .L2                                       # payload: finds the file and takes a reference
	leaq 1(%rax), %rdx                           # payload: finds the file and takes a reference
	lock cmpxchgq %rdx, (%rbx)                   # payload: finds the file and takes a reference
	je .L4                                       # payload: finds the file and takes a reference
	jmp .L5                                      # payload: finds the file and takes a reference
	.p2align	4,,10
	.p2align	3
.L2:
	xorl %ebx, %ebx                              # payload: finds the file and takes a reference
.L4:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	movl %gs:__preempt_count(%rip), %eax         # resched test: the folded word, and the jump on it
	cmpl $-2147483648, %eax                      # resched test: the folded word, and the jump on it
	je .L14                                      # resched test: the folded word, and the jump on it
	movq %rbx, %rax                              # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	popq %rbx                                    # frame: restores rbx
	.cfi_remember_state
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L14:
	.cfi_restore_state
	call preempt_schedule                        # call linkage: calls the scheduler
	movq %rbx, %rax                              # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	popq %rbx                                    # frame: restores rbx
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size fget, .-fget
