// Marks functions whose loops gain from wide registers.
#pragma once

// KOUAN_WIDE makes a function three times, for processors with registers of eight and of four
// numbers and for the rest; which is called is chosen when the program starts. All give the same
// bits, since nothing is fused (-ffp-contract=off). clang++ refuses to inline one vector function
// into several.
#if defined(__x86_64__) && defined(__has_attribute) && !defined(__clang__)
#if __has_attribute(target_clones)
#define KOUAN_WIDE __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#endif
#endif
#ifndef KOUAN_WIDE
#define KOUAN_WIDE
#endif
