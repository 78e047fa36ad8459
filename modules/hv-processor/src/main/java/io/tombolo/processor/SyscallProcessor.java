package io.tombolo.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Makes from the {@code @Syscall} methods of a class {@code C} the class {@code CTable}, a {@code SyscallTable} in the same package, and the
 * resource {@code META-INF/tombolo/<C>.syscalls}. What it makes of a class depends on that class alone, so a compiler may compile
 * incrementally. A mistake is a compile error with a sentence that says what to change.
 */
@SupportedAnnotationTypes(SyscallProcessor.SYSCALL)
public final class SyscallProcessor extends AbstractProcessor {
    static final String SYSCALL = "io.tombolo.core.spi.Syscall";
    static final String ARG = "io.tombolo.core.spi.Arg";

    /** Where each system call of the module being compiled was found first. */
    private final Map<String, String> claims = new HashMap<>();

    private final SyscallNames names = SyscallNames.load();

    /** Called by the compiler through the service loader. */
    public SyscallProcessor() {}

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            Map<TypeElement, List<ExecutableElement>> methodsByClass = new LinkedHashMap<>();
            for (Element element : round.getElementsAnnotatedWith(annotation)) {
                if (element.getKind() == ElementKind.METHOD) {
                    methodsByClass
                            .computeIfAbsent((TypeElement) element.getEnclosingElement(), type -> new ArrayList<>())
                            .add((ExecutableElement) element);
                }
            }
            methodsByClass.forEach(this::makeTable);
        }
        return false;
    }

    private void makeTable(TypeElement type, List<ExecutableElement> elements) {
        SyscallMethodReader reader = new SyscallMethodReader(processingEnv, names);
        List<SyscallMethod> methods = new ArrayList<>();
        boolean valid = true;
        for (ExecutableElement element : elements) {
            try {
                SyscallMethod method = reader.read(element);
                claim(type, element, method);
                methods.add(method);
            } catch (InvalidSyscallException e) {
                error(e.element(), e.sentence());
                valid = false;
            }
        }
        if (valid) {
            write(type, methods);
        }
    }

    private void claim(TypeElement type, ExecutableElement element, SyscallMethod method)
            throws InvalidSyscallException {
        String place = type.getQualifiedName() + "." + method.method();
        for (String name : method.names()) {
            String first = claims.putIfAbsent(name, place);
            if (first != null) {
                throw new InvalidSyscallException(
                        element, "The system call \"" + name + "\" is implemented already by " + first + ".");
            }
        }
    }

    private void write(TypeElement type, List<SyscallMethod> methods) {
        Elements elements = processingEnv.getElementUtils();
        String packageName = elements.getPackageOf(type).getQualifiedName().toString();
        String qualified = type.getQualifiedName().toString();
        String className = packageName.isEmpty() ? qualified : qualified.substring(packageName.length() + 1);
        String tableName = className.replace(".", "") + "Table";
        String qualifiedTable = packageName.isEmpty() ? tableName : packageName + "." + tableName;
        try {
            try (Writer source = processingEnv
                    .getFiler()
                    .createSourceFile(qualifiedTable, type)
                    .openWriter()) {
                source.write(new TableWriter(packageName, className, tableName, methods).write());
            }
            String resource = "META-INF/tombolo/" + qualified + ".syscalls";
            try (Writer listing = processingEnv
                    .getFiler()
                    .createResource(StandardLocation.CLASS_OUTPUT, "", resource, type)
                    .openWriter()) {
                listing.write(ListingWriter.write(className, methods));
            }
        } catch (IOException e) {
            error(type, "The table of system calls could not be written: " + e.getMessage() + ".");
        }
    }

    private void error(Element element, String sentence) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, sentence, element);
    }
}
