# percpu_counter_sum under SM by our compiler
	.text
	.p2align 4
	.globl percpu_counter_sum
	.type percpu_counter_sum, @function
percpu_counter_sum:
	.cfi_startproc
	push %rbx                                    # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	mov %gs:__preempt_count(%rip),%eax           # preempt count: the count is loaded, changed and stored
	add $0x1,%eax                                # preempt count: the count is loaded, changed and stored
	mov %eax,%gs:__preempt_count(%rip)           # preempt count: the count is loaded, changed and stored
	mov (%rdi),%rbx                              # payload: adds the parts
	mov 0x8(%rdi),%rdx                           # payload: adds the parts
	xor %eax,%eax                                # payload: adds the parts
.Lpercpu_counter_sum_3:
	bt %rax,%rdx                                 # payload: adds the parts
	jae .Lpercpu_counter_sum_2                   # payload: adds the parts
	mov 0x10(%rdi,%rax,8),%rcx                   # payload: adds the parts
	movslq (%rcx),%rcx                           # payload: adds the parts
	add %rcx,%rbx                                # payload: adds the parts
.Lpercpu_counter_sum_2:
	add $0x1,%rax                                # payload: adds the parts
	cmp $0x8,%eax                                # payload: adds the parts
	jb .Lpercpu_counter_sum_3                    # payload: adds the parts
	mov %gs:__preempt_count(%rip),%eax           # preempt count: the count is loaded, changed and stored
	sub $0x1,%eax                                # preempt count: the count is loaded, changed and stored
	mov %eax,%gs:__preempt_count(%rip)           # preempt count: the count is loaded, changed and stored
	mov %gs:__preempt_count(%rip),%eax           # resched test: the folded word, and the jump on it
	cmp $0x80000000,%eax                         # resched test: the folded word, and the jump on it
	je .Lpercpu_counter_sum_4                    # resched test: the folded word, and the jump on it
	mov %rbx,%rax                                # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lpercpu_counter_sum_4:
	.cfi_def_cfa_offset 16
	call preempt_schedule                        # call linkage: calls the scheduler
	mov %rbx,%rax                                # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size percpu_counter_sum, .-percpu_counter_sum
