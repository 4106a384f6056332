// Checks certificates of ours with Bouncy Castle: PKIX paths root - issuing - user with both lists, and the request.
// Usage, in the folder with the files: java -cp JARS PathCheck.java USER LIST [USER LIST ...]
// Prints one line for each pair and one for the request.

import java.io.FileInputStream;
import java.io.FileReader;
import java.io.InputStream;
import java.io.Reader;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jcajce.PKIXExtendedParameters;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

public class PathCheck {
    private static CertificateFactory factory;

    public static void main(String[] arguments) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        factory = CertificateFactory.getInstance("X.509", "BC");
        for (int at = 0; at < arguments.length; at += 2) {
            System.out.println(arguments[at] + " with " + arguments[at + 1] + ": " + checkPath(arguments[at], arguments[at + 1]));
        }
        System.out.println("request: " + (isRequestSigned("user.csr") ? "OK" : "wrong signature"));
    }

    private static String checkPath(String user, String list) throws Exception {
        var anchors = Set.of(new TrustAnchor(certificate("root.pem"), null));
        var all = new ArrayList<X509CRL>(List.of(crl("root.crl")));
        // A delta list comes with its base: «base.crl+delta.crl».
        for (var file : list.split("\\+")) {
            all.add(crl(file));
        }
        var lists = new CollectionCertStoreParameters(all);
        var parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(true);
        parameters.addCertStore(CertStore.getInstance("Collection", lists, "BC"));
        var path = factory.generateCertPath(List.of(certificate(user), certificate("issuing.pem")));
        try {
            var withDeltas = new PKIXExtendedParameters.Builder(parameters).setUseDeltasEnabled(true).build();
            CertPathValidator.getInstance("PKIX", "BC").validate(path, withDeltas);
            return "OK";
        } catch (CertPathValidatorException refusal) {
            return refusal.getMessage();
        }
    }

    private static boolean isRequestSigned(String file) throws Exception {
        PKCS10CertificationRequest request;
        try (Reader reader = new FileReader(file)) {
            request = (PKCS10CertificationRequest) new PEMParser(reader).readObject();
        }
        var encoded = new X509EncodedKeySpec(request.getSubjectPublicKeyInfo().getEncoded());
        PublicKey key = KeyFactory.getInstance("ECGOST3410-2012", "BC").generatePublic(encoded);
        var verifier = new JcaContentVerifierProviderBuilder().setProvider("BC").build(key);
        return request.isSignatureValid(verifier);
    }

    private static X509Certificate certificate(String file) throws Exception {
        try (InputStream in = new FileInputStream(file)) {
            return (X509Certificate) factory.generateCertificate(in);
        }
    }

    private static X509CRL crl(String file) throws Exception {
        try (InputStream in = new FileInputStream(file)) {
            return (X509CRL) factory.generateCRL(in);
        }
    }
}
