# percpu_counter_sum under V5 by our compiler
	.text
	.p2align 4
	.globl percpu_counter_sum
	.type percpu_counter_sum, @function
percpu_counter_sum:
	.cfi_startproc
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	mov (%rdi),%rdx                              # payload: adds the CPUs' parts
	mov 0x8(%rdi),%rcx                           # payload: adds the CPUs' parts
	xor %eax,%eax                                # payload: adds the CPUs' parts
.Lpercpu_counter_sum_4:
	bt %rax,%rcx                                 # payload: adds the CPUs' parts
	jae .Lpercpu_counter_sum_3                   # payload: adds the CPUs' parts
	mov 0x10(%rdi,%rax,8),%rsi                   # payload: adds the CPUs' parts
	movslq (%rsi),%rsi                           # payload: adds the CPUs' parts
	add %rsi,%rdx                                # payload: adds the CPUs' parts
.Lpercpu_counter_sum_3:
	add $0x1,%rax                                # payload: adds the CPUs' parts
	cmp $0x8,%eax                                # payload: adds the CPUs' parts
	jb .Lpercpu_counter_sum_4                    # payload: adds the CPUs' parts
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	je .Lpercpu_counter_sum_5                    # resched test: jumps on the decrement's own flags
	mov %rdx,%rax                                # payload: the sum; rdx is no callee-saved register
	ret                                          # call linkage: returns
.Lpercpu_counter_sum_5:
	call ___preempt_schedule                     # call linkage: calls the thunk
	mov %rdx,%rax                                # payload: the sum
	ret                                          # call linkage: returns
	.cfi_endproc
	.size percpu_counter_sum, .-percpu_counter_sum
