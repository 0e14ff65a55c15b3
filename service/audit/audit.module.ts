import { Global, Module } from '@nestjs/common';
import { AuditReaderService } from './audit-reader.service.js';
import { AuditController } from './audit.controller.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';

/** Who changed what. */
@Global()
@Module({
  controllers: [AuditController],
  providers: [AuditReaderService, AuditRepository, AuditService],
  exports: [AuditService],
})
export class AuditModule {}
