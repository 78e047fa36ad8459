/*
 * The shared object that the kernel maps into every AArch64 process: vdso(7). Each function makes the system call that it
 * stands for. __kernel_rt_sigreturn is where a signal handler returns to; the nop before it belongs to it, since unwinders
 * look at the address before the return address, and its two instructions are what they recognise a signal frame by.
 */
	.text

	.macro entry name, number
	.globl \name
	.type \name, %function
	.balign 16
\name:
	.cfi_startproc
	mov x8, #\number
	svc #0
	ret
	.cfi_endproc
	.size \name, . - \name
	.endm

	entry __kernel_clock_gettime, 113
	entry __kernel_clock_getres, 114
	entry __kernel_gettimeofday, 169

	.balign 16
	nop
	.globl __kernel_rt_sigreturn
	.type __kernel_rt_sigreturn, %function
__kernel_rt_sigreturn:
	mov x8, #139
	svc #0
	.size __kernel_rt_sigreturn, . - __kernel_rt_sigreturn
