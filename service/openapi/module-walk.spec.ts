import { Controller, Module, type DynamicModule } from '@nestjs/common';
import { controllersOf } from './module-walk.js';

@Controller()
class BerthsController {}

@Controller()
class TugsController {}

@Controller()
class PilotsController {}

@Module({ controllers: [BerthsController] })
class BerthsModule {}

@Module({ controllers: [TugsController], imports: [BerthsModule] })
class TugsModule {
  static withPilots(): DynamicModule {
    return { module: TugsModule, controllers: [PilotsController], imports: [BerthsModule] };
  }
}

@Module({ imports: [TugsModule.withPilots(), BerthsModule] })
class HarbourModule {}

describe('controllersOf', () => {
  it('finds the controllers of a module and of all that it imports, each once', () => {
    expect(controllersOf(HarbourModule).map(({ name }) => name)).toEqual([
      'PilotsController',
      'BerthsController',
      'TugsController',
    ]);
  });

  it('finds nothing in what is no module', () => {
    expect(controllersOf(null)).toEqual([]);
    expect(controllersOf('harbour')).toEqual([]);
  });
});
