/** One set of servers for all modules of a build, kept by a process that ends with the build. */
@NullMarked
package org.llmops.platform.testkit.shared;

import org.jspecify.annotations.NullMarked;
